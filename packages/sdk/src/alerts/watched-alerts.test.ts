import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import fc from 'fast-check';
import { createClient } from '../client.ts';
import { AlertState } from '../gen/wattlet/v1/alert_pb.js';
import { CutProxy } from '../testing/cut-proxy.ts';
import { eagerTimers } from '../testing/eager-timers.ts';
import { befall, type Mishap, mishaps } from '../testing/mishap.ts';
import type { ScriptedAlertChange } from '../testing/scripted-alerts.ts';
import { ScriptedServer } from '../testing/scripted-server.ts';
import { newestFirst } from './alert.ts';
import type { AlertsEvent } from './watched-alerts.ts';

type Happening =
  | ({ readonly does: 'change' } & ScriptedAlertChange)
  | { readonly does: 'repeat' | 'forget' }
  | Mishap;

const change = fc.record({
  does: fc.constant('change' as const),
  number: fc.nat(15),
  state: fc.constantFrom(AlertState.PENDING, AlertState.FIRING, AlertState.ACKNOWLEDGED, AlertState.RESOLVED),
  wattHours: fc.nat(20_000),
});
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: change },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('repeat', 'forget') }) },
  ...mishaps,
);

suite('a watch of alerts', () => {
  let server: ScriptedServer;
  let directUrl: string;
  let port: number;
  before(async () => {
    server = new ScriptedServer();
    ({ baseUrl: directUrl, port } = await server.listen());
  });
  after(() => server.close());

  async function carryOut(what: Happening, proxy: CutProxy): Promise<void> {
    switch (what.does) {
      case 'change':
        return server.changeAlert(what);
      case 'repeat':
        return server.repeatAlert();
      case 'forget':
        return server.alerts.forget();
      default:
        return befall(what, server, proxy);
    }
  }

  /** Follows a watch until it knows the server's last change. */
  async function follow(
    events: AsyncIterator<AlertsEvent, undefined>,
    seen: AlertsEvent,
  ): Promise<AlertsEvent> {
    while (seen.cursor < server.alerts.sequence) {
      const { value: event } = await events.next();
      assert.ok(event, 'the watch has ended');
      if (event.type === 'change') {
        assert.ok(event.cursor > seen.cursor, 'no change comes twice');
        const oldest = event.alerts.at(-1);
        for (const alert of event.changed) {
          assert.ok(
            event.alerts.includes(alert) || (oldest && newestFirst(oldest, alert) < 0),
            'what changed is in the list, unless it began before all of it',
          );
        }
      }
      seen = event;
    }
    return seen;
  }

  test('ends in the state of a fresh read, whatever is changed, repeated, cut, ended or reset meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(happening, { maxLength: 25 }),
        fc.constantFrom({}, { limit: 5 }, { meterId: 'meter-1' }),
        async (happenings, scope) => {
          const proxy = new CutProxy(port);
          const client = createClient({ baseUrl: await proxy.listen(), timers: eagerTimers() });
          try {
            const events = client.alerts.watch(scope);
            const { value: first } = await events.next();
            assert.ok(first);
            for (const what of happenings) await carryOut(what, proxy);
            // A new newest alert of the watched meter, so that there is something to arrive.
            server.changeAlert({ number: 16, state: AlertState.FIRING, wattHours: server.alerts.sequence });
            const seen = await follow(events, first);
            const direct = createClient({ baseUrl: directUrl });
            const { limit: pageSize, ...filter } = { limit: 200, ...scope };
            assert.deepEqual(seen.alerts, (await direct.alerts.list({ ...filter, pageSize })).alerts);
          } finally {
            client.close();
            await proxy.close();
          }
          await server.until(() => server.openStreams === 0);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('reads as many pages as it keeps alerts', async () => {
    for (let number = 20; number < 470; number++) {
      server.alerts.change({ number, state: AlertState.RESOLVED, wattHours: 6000 });
    }
    const client = createClient({ baseUrl: directUrl });
    const { value } = await client.alerts.watch({ limit: 430 }).next();
    assert.equal(value?.alerts.length, 430);
    assert.equal(new Set(value?.alerts.map(({ alertId }) => alertId)).size, 430);
    client.close();
  });

  test('tells of a meter that has been silent for long, however many newer alerts there are', async () => {
    const client = createClient({ baseUrl: directUrl });
    const events = client.alerts.watch({ limit: 1 });
    server.alerts.change({ number: 1001, state: AlertState.FIRING, wattHours: 6000 });
    const { value: first } = await events.next();
    await server.until(() => server.openStreams === 1);
    server.changeAlert({ number: 1000, state: AlertState.FIRING, wattHours: 7000 });
    const { value: event } = await events.next();
    assert.ok(first && event?.type === 'change');
    assert.deepEqual(event.alerts, first.alerts);
    assert.deepEqual(
      event.changed.map(({ wattHours }) => wattHours),
      [7000],
    );
    client.close();
  });

  test('refuses a limit that is none before it asks', () => {
    const client = createClient({ baseUrl: directUrl });
    assert.throws(() => client.alerts.watch({ limit: 0 }), {
      code: 'invalid_argument',
      name: 'WattletError',
    });
    client.close();
  });
});
