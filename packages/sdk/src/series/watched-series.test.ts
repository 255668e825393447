import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import fc from 'fast-check';
import { createClient } from '../client.ts';
import { CutProxy } from '../testing/cut-proxy.ts';
import { eagerTimers } from '../testing/eager-timers.ts';
import { befall, type Mishap, mishaps } from '../testing/mishap.ts';
import { type ScriptedChange, slotTime } from '../testing/scripted-series.ts';
import { ScriptedServer } from '../testing/scripted-server.ts';
import { seriesKeyId } from './series-key.ts';
import type { SeriesValues } from './series-values.ts';
import type { WatchEvent } from './watch-event.ts';

const watched = { stream: 'generation', area: 'GR', from: slotTime(0), to: slotTime(24) } as const;

type Happening =
  | ({ readonly does: 'change' } & ScriptedChange)
  | { readonly does: 'repeat' | 'forget' | 'new epoch' }
  | Mishap;

const change = fc.record({
  does: fc.constant('change' as const),
  type: fc.nat(2),
  slot: fc.integer({ min: -4, max: 26 }),
  kilowatts: fc.array(fc.option(fc.integer({ min: -1e6, max: 1e6 })), { minLength: 1, maxLength: 8 }),
});
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: change },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constantFrom('repeat', 'forget', 'new epoch'),
    }),
  },
  ...mishaps,
);

/** The series by key, so that their order does not count; one without values counts as none. */
function comparable(series: readonly SeriesValues[]): Map<string, SeriesValues['segments']> {
  const filled = series.filter(({ length }) => length > 0);
  return new Map(filled.map((values) => [seriesKeyId(values.key), values.segments]));
}

suite('a watch', () => {
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
        return server.change(what);
      case 'repeat':
        return server.repeat();
      case 'forget':
        return server.series.forget();
      case 'new epoch':
        return server.series.startEpoch();
      default:
        return befall(what, server, proxy);
    }
  }

  /** Follows a watch until it stands where the server does, checking every step on the way. */
  async function follow(events: AsyncIterator<WatchEvent, undefined>, seen: WatchEvent): Promise<WatchEvent> {
    const { epoch, revision } = server.series.cursor;
    while (seen.cursor.epoch !== epoch || BigInt(seen.cursor.revision) !== revision) {
      const { value: event } = await events.next();
      assert.ok(event, 'the watch has ended');
      if (event.type === 'patch') {
        assert.equal(event.cursor.epoch, seen.cursor.epoch);
        assert.ok(event.cursor.revision > seen.cursor.revision, 'no patch comes twice');
        assertPatched(seen, event);
      }
      seen = event;
    }
    return seen;
  }

  /** Applying the patches by hand to the state before gives the state after. */
  function assertPatched(beforeIt: WatchEvent, event: WatchEvent & { type: 'patch' }): void {
    const series = new Map(beforeIt.series.map((values) => [seriesKeyId(values.key), values]));
    for (const { key, range, segments } of event.patches) {
      const now = event.series.find((values) => seriesKeyId(values.key) === seriesKeyId(key));
      assert.ok(now);
      const old = series.get(seriesKeyId(key));
      const empty = now.patched({ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }, []);
      series.set(seriesKeyId(key), (old ?? empty).patched(range, segments));
    }
    assert.deepEqual(comparable(event.series), comparable([...series.values()]));
  }

  test('ends in the state of a fresh read, whatever is changed, repeated, cut, ended or reset meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 25 }), change, async (happenings, lastChange) => {
        const proxy = new CutProxy(port);
        const client = createClient({ baseUrl: await proxy.listen(), timers: eagerTimers() });
        try {
          const events = client.series.watch(watched);
          const { value: first } = await events.next();
          assert.ok(first);
          for (const what of happenings) await carryOut(what, proxy);
          // A change that is watched, so that there is something to arrive.
          server.change({ ...lastChange, slot: 3 });
          const seen = await follow(events, first);
          const direct = createClient({ baseUrl: directUrl });
          const { series } = await direct.series.get(watched);
          assert.deepEqual(comparable(seen.series), comparable(series));
        } finally {
          client.close();
          await proxy.close();
        }
        await server.until(() => server.openStreams === 0);
      }),
      { numRuns: 100 },
    );
  });
});
