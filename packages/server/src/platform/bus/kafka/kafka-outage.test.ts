import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createTestDatabase } from '../../postgres/test-database.ts';
import { TEST_AUTHORITY_FILE, TEST_SERVER_TLS } from '../../sources/test-certificates.ts';
import { eventually } from '../../testing/eventually.ts';
import type { BusEvent } from '../event-bus.ts';
import { type KafkaFixture, makeKafkaBus } from './testing/kafka-fixture.ts';
import { noOwnKafka, startKafka } from './testing/own-kafka.ts';
import { kafkaSettings } from './testing/shared-kafka.ts';

const skip = noOwnKafka();
const testDatabase = await createTestDatabase();
after(() => testDatabase[Symbol.asyncDispose]());
const { url } = testDatabase;

const publish = ({ bus, transaction }: KafkaFixture, key: string, payload: unknown) =>
  transaction((execute) => bus.publish(execute, { topic: 'things', key, payload }));

/** Starts again whatever fails with the bus, as the supervisor of roles does. */
async function keepUp(run: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) await run(signal).catch(() => undefined);
}

const keepConsuming = (
  { bus }: KafkaFixture,
  handle: (event: BusEvent) => Promise<void>,
  signal: AbortSignal,
): Promise<void> =>
  keepUp((end) => bus.consume({ topic: 'things', group: 'group', handle, signal: end }), signal);

test('a broker that stops and comes back while events flow loses nothing, keeps the order of each key, and wakes tails again', {
  skip,
  timeout: 240_000,
}, async () => {
  await using broker = await startKafka();
  await using made = await makeKafkaBus(url, { settings: kafkaSettings({ brokers: [broker.brokers] }) });
  const keys = ['a', 'b', 'c', 'd', 'e'];
  const seen = new Map(keys.map((key): [string, unknown[]] => [key, []]));
  const stopping = new AbortController();
  const handle = async ({ key, payload }: BusEvent) => void seen.get(key)?.push(payload);
  const consumers = [1, 2].map(() => keepConsuming(made, handle, stopping.signal));
  let wakes = 0;
  const onWake = () => {
    wakes += 1;
  };
  const tailing = keepUp((signal) => made.bus.tail({ topic: 'things', onWake, signal }), stopping.signal);
  let published = 0;
  const flow = async () => {
    while (!stopping.signal.aborted && published < 2_000) {
      published += 1;
      for (const key of keys) await publish(made, key, published);
    }
  };
  const flowing = flow();
  const reached = (count: number) =>
    eventually(() => ([...seen.values()].every((list) => list.length >= count) ? true : undefined), 60_000);
  await reached(20);
  await broker.stop();
  const during = published;
  // Publishing needs no broker.
  await eventually(() => (published > during + 20 ? true : undefined));
  const wakesBefore = wakes;
  await broker.start();
  await reached(during + 20);
  await eventually(() => (wakes > wakesBefore ? true : undefined), 60_000);
  stopping.abort();
  await Promise.all([flowing, tailing, ...consumers]);
  for (const [key, list] of seen) {
    const first = list.filter((payload, index) => list.indexOf(payload) === index);
    assert.deepEqual(
      first,
      Array.from({ length: first.length }, (_, index) => index + 1),
      `order of ${key}`,
    );
  }
});

test('events go over TLS to those who sign in, and to nobody else', {
  skip,
  timeout: 240_000,
}, async (t) => {
  const secret = { user: 'wattlet', password: 'as secret as can be' };
  await using broker = await startKafka({
    tls: { certificate: String(TEST_SERVER_TLS.cert), key: String(TEST_SERVER_TLS.key) },
    sasl: secret,
  });
  const settings = kafkaSettings({
    brokers: [broker.brokers],
    tls: true,
    caFile: TEST_AUTHORITY_FILE,
    sasl: { mechanism: 'scram-sha-256', ...secret },
  });
  for (const mechanism of ['plain', 'scram-sha-256', 'scram-sha-512'] as const) {
    await t.test(`by ${mechanism}`, async () => {
      const open = { ...settings, sasl: { mechanism, ...secret } };
      await using made = await makeKafkaBus(url, { settings, open });
      const stopping = new AbortController();
      const seen: unknown[] = [];
      await publish(made, 'key', 'event');
      const handle = async ({ payload }: BusEvent) => {
        seen.push(payload);
        stopping.abort();
      };
      await keepConsuming(made, handle, stopping.signal);
      assert.deepEqual(seen, ['event']);
    });
  }
  const others = {
    'a wrong password': { sasl: { mechanism: 'plain', user: 'wattlet', password: 'as secret as it should' } },
    'an authority that is not known': { caFile: undefined },
  } as const;
  for (const [name, changes] of Object.entries(others)) {
    await t.test(`not with ${name}`, async () => {
      await using made = await makeKafkaBus(url, { settings, open: { ...settings, ...changes } });
      const { signal } = new AbortController();
      await assert.rejects(made.bus.tail({ topic: 'things', onWake: assert.fail, signal }), (error) => {
        assert.doesNotMatch(String(error), /as secret/);
        return true;
      });
    });
  }
});
