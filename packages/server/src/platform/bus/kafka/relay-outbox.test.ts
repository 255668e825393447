import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import kafkajs from 'kafkajs';
import { createTestDatabase } from '../../postgres/test-database.ts';
import { eventually } from '../../testing/eventually.ts';
import { silentLog } from '../../testing/silent-log.ts';
import { administer, topicName } from './kafka-topics.ts';
import { openKafka } from './open-kafka.ts';
import { makeKafkaBus } from './testing/kafka-fixture.ts';
import { noSharedKafka } from './testing/shared-kafka.ts';

const skip = await noSharedKafka();
const testDatabase = await createTestDatabase();
after(() => testDatabase[Symbol.asyncDispose]());

test('a topic that Kafka refuses is told of, keeps no other from its consumers, and is relayed once it is taken', {
  skip,
  timeout: 60_000,
}, async () => {
  const refusals: unknown[] = [];
  const log = { ...silentLog, error: (told: unknown) => void refusals.push(told) };
  await using made = await makeKafkaBus(testDatabase.url, { log, times: { backoffMs: 50 } });
  const { settings, database, bus } = made;
  const publish = (topic: string, payload: unknown) =>
    made.transaction((execute) => bus.publish(execute, { topic, key: 'key', payload }));
  const kafka = openKafka(settings, silentLog);
  const topic = topicName({ prefix: settings.prefix, schema: database.schema }, 'refused');
  const sizeOf = (value: string) => [{ name: 'max.message.bytes', value }];
  await administer(kafka, (admin) =>
    admin.createTopics({ topics: [{ topic, configEntries: sizeOf('100') }], waitForLeaders: true }),
  );
  const seen: unknown[] = [];
  const stop = new AbortController();
  const consuming = bus.consume({
    topic: 'things',
    group: 'group',
    handle: async ({ payload }) => void seen.push(payload),
    signal: stop.signal,
  });
  await publish('refused', crypto.randomUUID().repeat(20));
  for (const count of [1, 2, 3]) {
    await eventually(() => (refusals.length >= count ? true : undefined));
    await publish('things', count);
    await Promise.race([consuming, eventually(() => (seen.length === count ? true : undefined))]);
    assert.equal(seen.length, count, 'the consumer goes on');
  }
  const relayed = () => database.sql`select topic, position from outbox_relay order by topic`;
  assert.deepEqual([...(await relayed())], [{ topic: 'things', position: 3n }]);
  assert.match(JSON.stringify(refusals, ['topic']), /^\[({"topic":"refused"},?)+\]$/);
  await administer(kafka, (admin) =>
    admin.alterConfigs({
      validateOnly: false,
      resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, configEntries: sizeOf('1000000') }],
    }),
  );
  await eventually(async () => ((await relayed()).length === 2 ? true : undefined));
  stop.abort();
  await consuming;
  assert.deepEqual(seen, [1, 2, 3]);
});
