import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupLagsOf, type LagAdmin } from './read-group-lags.ts';

const names = { prefix: 'wattlet.', schema: 'platform' };
const NOW = Date.UTC(2026, 2, 3);
const MINUTE_MS = 60_000;

/** A Kafka of two topics: each holds ten events of a minute each, one of them the newest. */
function fakeAdmin(committed: Readonly<Record<string, number>>) {
  const asked: string[] = [];
  const all = Promise.withResolvers<void>();
  const groupIds = Object.keys(committed);
  let waiting = 0;
  const admin: LagAdmin = {
    listGroups: async () => ({ groups: groupIds.map((groupId) => ({ groupId, protocolType: 'consumer' })) }),
    listTopics: async () => ['wattlet.platform.readings', 'wattlet.platform.alerts'],
    // Answers nobody until everybody has asked.
    fetchOffsets: async ({ groupId, topics = [] }) => {
      waiting += 1;
      if (waiting === groupIds.filter((id) => /^wattlet\.platform\.\w+\.\w+$/.test(id)).length) all.resolve();
      await all.promise;
      const partitions = [{ partition: 0, offset: String(committed[groupId]), metadata: null }];
      return topics.map((topic) => ({ topic, partitions }));
    },
    fetchTopicOffsets: async (topic) => {
      asked.push(topic);
      return [{ partition: 0, offset: '10', low: '0', high: '10' }];
    },
    fetchTopicOffsetsByTimestamp: async (_topic, timestamp = NOW) => [
      { partition: 0, offset: String(Math.max(0, 10 - Math.floor((NOW - timestamp) / MINUTE_MS))) },
    ],
  };
  return { admin, asked };
}

test('all groups are asked about at once, and each topic once, however many groups it has', async () => {
  const { admin, asked } = fakeAdmin({
    'wattlet.platform.readings.quick': 10,
    'wattlet.platform.readings.slow': 2,
    'wattlet.platform.readings.stuck': -1,
    'wattlet.platform.alerts.quick': 9,
    // Of another schema, of a topic that is gone, and of one that waits for news.
    'wattlet.load.readings.quick': 0,
    'wattlet.platform.readings.tail.of-somebody': 0,
  });
  const lags = await groupLagsOf(admin, { names, now: NOW });
  assert.deepEqual(
    lags.map(({ topic, group, events, seconds }) => `${topic} ${group}: ${events}, ${seconds} s`),
    [
      'readings quick: 0, 0 s',
      'readings slow: 8, 300 s',
      'readings stuck: 10, 300 s',
      'alerts quick: 1, 0 s',
    ],
  );
  assert.deepEqual(asked.toSorted(), ['wattlet.platform.alerts', 'wattlet.platform.readings']);
});
