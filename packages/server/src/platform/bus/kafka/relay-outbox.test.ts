import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createTestDatabase } from '../../postgres/test-database.ts';
import { silentLog } from '../../testing/silent-log.ts';
import { KAFKA_BUS_TIMES } from './kafka-times.ts';
import { administer, topicName } from './kafka-topics.ts';
import { openKafka } from './open-kafka.ts';
import { relayOutbox } from './relay-outbox.ts';
import { makeKafkaBus } from './testing/kafka-fixture.ts';
import { noSharedKafka } from './testing/shared-kafka.ts';

const skip = await noSharedKafka();
const testDatabase = await createTestDatabase();
after(() => testDatabase[Symbol.asyncDispose]());

test('a topic that Kafka refuses keeps none of the others, and is told of', {
  skip,
  timeout: 60_000,
}, async () => {
  await using made = await makeKafkaBus(testDatabase.url);
  const { settings, database, bus } = made;
  const kafka = openKafka(settings, silentLog);
  const names = { prefix: settings.prefix, schema: database.schema };
  const topic = topicName(names, 'refused');
  const configEntries = [{ name: 'max.message.bytes', value: '100' }];
  await administer(kafka, (admin) =>
    admin.createTopics({ topics: [{ topic, configEntries }], waitForLeaders: true }),
  );
  await made.transaction(async (execute) => {
    await bus.publish(execute, { topic: 'refused', key: 'key', payload: crypto.randomUUID().repeat(20) });
    for (const payload of [1, 2, 3, 4]) await bus.publish(execute, { topic: 'things', key: 'key', payload });
  });
  // As the first is refused in the first round, the others take further ones.
  const times = { ...KAFKA_BUS_TIMES, batchSize: 1 };
  await assert.rejects(
    relayOutbox({ kafka, settings, database, names, log: silentLog, times }, new AbortController().signal),
    /larger than the max message size/,
  );
  const relayed = await database.sql`select topic, position from outbox_relay`;
  assert.deepEqual([...relayed], [{ topic: 'things', position: 4n }]);
});
