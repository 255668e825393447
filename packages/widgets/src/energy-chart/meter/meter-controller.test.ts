import assert from 'node:assert/strict';
import { beforeEach, type TestContext, test } from 'node:test';
import type { ReactiveControllerHost } from 'lit';
import { countryOf, loadOf } from '../../testing/area-series-of.ts';
import { hourly } from '../../testing/chart-series-of.ts';
import { LocalClient } from '../local-client.ts';
import type { ConsumptionData } from './consumption.ts';
import { MeterController, type MeterRequest } from './meter-controller.ts';

const MINUTE_MS = 60_000;
const EVENING = Date.UTC(2022, 0, 1, 23);

const host: ReactiveControllerHost = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
};

/** A client with one meter that counts how often it is asked. */
class MeteredClient extends LocalClient {
  asked = 0;
  failure: Error | undefined;
  #answers = Promise.resolve();
  readonly meters = {
    consumption: async (): Promise<ConsumptionData> => {
      this.asked++;
      await this.#answers;
      if (this.failure) throw this.failure;
      return { meter: { name: 'Heat pump', timeZone: 'UTC' }, values: [] };
    },
  };

  /** Never answers from now on. */
  hang(): void {
    this.#answers = new Promise(() => undefined);
  }
}

const failure = (retryable: boolean) => Object.assign(new Error('No'), { retryable });

/** Lets everything happen that waits for no time to pass. */
const settled = () => new Promise(setImmediate);

async function following(t: TestContext, changes: Partial<MeterRequest> = {}) {
  t.mock.timers.enable({ apis: ['Date', 'setTimeout'], now: EVENING });
  const client = new MeteredClient({ load: [loadOf(countryOf('GR'), hourly(EVENING, [5000]))] });
  const errors: Error[] = [];
  const controller = new MeterController(host, (error) => errors.push(error));
  const request: MeterRequest = {
    ...{ meter: 'm-1', consumption: undefined, area: '', areaType: 'CTY', from: '', to: '', span: '24h' },
    ...{ server: 'https://a.example', ownClient: client, client, wrong: '', ...changes },
  };
  controller.hostConnected();
  controller.follow(request);
  await settled();
  t.after(() => controller.hostDisconnected());
  const pass = async (milliseconds: number) => {
    t.mock.timers.tick(milliseconds);
    await settled();
  };
  return { client, controller, errors, request, pass };
}

beforeEach(() => {
  Object.assign(globalThis, { document: { visibilityState: 'visible' } });
});

test('a day that goes along with the clock goes on after a midnight in which the server could not be reached', async (t) => {
  const { client, controller, errors, pass } = await following(t);
  client.failure = failure(true);
  for (let i = 0; i < 90; i++) await pass(MINUTE_MS);
  client.failure = undefined;
  await pass(MINUTE_MS);
  assert.ok(controller.state.status === 'ready');
  assert.equal(controller.state.range.from, Date.UTC(2022, 0, 2));
  assert.deepEqual(errors, []);
});

test('a day that was asked for is read once more after its end where that has failed, and then no more', async (t) => {
  const { client, pass } = await following(t, { from: '2022-01-01', to: '2022-01-02' });
  client.failure = failure(true);
  for (let i = 0; i < 90; i++) await pass(MINUTE_MS);
  client.failure = undefined;
  const before = client.asked;
  await pass(MINUTE_MS);
  await pass(MINUTE_MS);
  assert.equal(client.asked - before, 1);
});

test('what was consumed is not shown any more to whoever may not see it', async (t) => {
  const { client, controller, errors, pass } = await following(t);
  client.failure = failure(false);
  await pass(MINUTE_MS);
  assert.deepEqual(controller.state, { status: 'error', error: client.failure });
  assert.deepEqual(errors, [client.failure]);
});

test('since when it cannot be read again is known, until it can', async (t) => {
  const { client, controller, pass } = await following(t);
  const since = () => controller.state.status === 'ready' && controller.state.failingSince;
  assert.equal(since(), undefined);
  client.failure = failure(true);
  await pass(MINUTE_MS);
  await pass(MINUTE_MS);
  assert.equal(since(), EVENING + MINUTE_MS);
  client.failure = undefined;
  await pass(MINUTE_MS);
  assert.equal(since(), undefined);
});

for (const change of [{ area: 'FR' }, { areaType: 'BZN' }] as const) {
  test(`the load of one area is not shown as that of another: ${JSON.stringify(change)}`, async (t) => {
    const { client, controller, request } = await following(t, { area: 'GR' });
    const load = () => (controller.state.status === 'ready' ? controller.state.load : []);
    client.hang();
    controller.follow({ ...request, span: '7d' });
    assert.equal(load()?.length, 1);
    controller.follow({ ...request, span: '7d', ...change });
    assert.equal(load(), undefined);
  });
}

for (const [name, change] of [
  ['client', { client: new LocalClient({}) }],
  ['server', { server: 'https://b.example' }],
  ['meter', { meter: 'm-2' }],
] as const) {
  test(`nothing of another ${name} is shown until the answer has come`, async (t) => {
    const { client, controller, request } = await following(t);
    client.hang();
    controller.follow({ ...request, span: '7d' });
    assert.equal(controller.state.status, 'ready');
    controller.follow({ ...request, ...change });
    assert.equal(controller.state.status, 'loading');
  });
}
