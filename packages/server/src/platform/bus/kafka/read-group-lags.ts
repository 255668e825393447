import type { Admin, Kafka } from 'kafkajs';
import type { GroupLag } from '../event-bus.ts';
import { administer, type TopicNames, topicName } from './kafka-topics.ts';

/** Kafka says what came before a time, and not when something came: it is asked for these ages. */
const AGES_SECONDS = [60, 300, 900, 3_600, 21_600, 86_400] as const;

export interface GroupLagsOptions {
  readonly kafka: Kafka;
  readonly names: TopicNames;
  /** The current time, epoch milliseconds. */
  readonly now?: number;
}

/**
 * How far each group of a schema is behind, whoever consumes. The age is that since the oldest event came to Kafka, rounded
 * down to a minute, five, fifteen, an hour, six hours or a day.
 */
export function readGroupLags({ kafka, names, now = Date.now() }: GroupLagsOptions): Promise<GroupLag[]> {
  return administer(kafka, async (admin) => {
    const [{ groups }, topics] = await Promise.all([admin.listGroups(), admin.listTopics()]);
    const lags: GroupLag[] = [];
    for (const { groupId } of groups) {
      const { topic, group } = partsOf(names, groupId) ?? {};
      if (topic === undefined || group === undefined) continue;
      const name = topicName(names, topic);
      if (topics.includes(name)) lags.push({ topic, group, ...(await lagOf(admin, groupId, name, now)) });
    }
    return lags;
  });
}

/** Undefined for what is of another schema, and for those that only wait for news: their names have more parts. */
function partsOf(
  { prefix, schema }: TopicNames,
  groupId: string,
): Pick<GroupLag, 'topic' | 'group'> | undefined {
  const start = `${prefix}${schema}.`;
  if (!groupId.startsWith(start)) return undefined;
  const [topic, group, ...more] = groupId.slice(start.length).split('.');
  return topic && group && more.length === 0 ? { topic, group } : undefined;
}

async function lagOf(
  admin: Admin,
  groupId: string,
  topic: string,
  now: number,
): Promise<Pick<GroupLag, 'events' | 'seconds'>> {
  const [committed] = await admin.fetchOffsets({ groupId, topics: [topic] });
  const ends = await admin.fetchTopicOffsets(topic);
  /** Offsets of what the group reads next: it begins where the topic does, also where that begins later by now. */
  const next = new Map(ends.map(({ partition, low }) => [partition, Number(low)]));
  for (const { partition, offset } of committed?.partitions ?? [])
    next.set(partition, Math.max(next.get(partition) ?? 0, Number(offset)));
  const waitingBefore = (places: readonly { partition: number; offset: string }[]): number =>
    places.reduce(
      (sum, { partition, offset }) => sum + Math.max(0, Number(offset) - (next.get(partition) ?? 0)),
      0,
    );
  const events = waitingBefore(ends);
  let seconds = 0;
  if (events === 0) return { events, seconds };
  for (const age of AGES_SECONDS) {
    const older = await admin.fetchTopicOffsetsByTimestamp(topic, now - age * 1_000);
    if (waitingBefore(older) === 0) break;
    seconds = age;
  }
  return { events, seconds };
}
