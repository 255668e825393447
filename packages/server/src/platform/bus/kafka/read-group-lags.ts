import type { Admin, Kafka, SeekEntry } from 'kafkajs';
import type { GroupLag } from '../event-bus.ts';
import { administer, type TopicNames, topicName } from './kafka-topics.ts';

/** Kafka says what came before a time, and not when something came: it is asked for these ages. */
const AGES_SECONDS = [60, 300, 900, 3_600, 21_600, 86_400] as const;

/** What is asked of Kafka. */
export type LagAdmin = Pick<
  Admin,
  'listGroups' | 'listTopics' | 'fetchOffsets' | 'fetchTopicOffsets' | 'fetchTopicOffsetsByTimestamp'
>;

export interface GroupLagsOptions {
  readonly names: TopicNames;
  /** The current time, epoch milliseconds. */
  readonly now?: number;
}

interface Group extends Pick<GroupLag, 'topic' | 'group'> {
  readonly groupId: string;
}

/**
 * How far each group of a schema is behind, whoever consumes. The age is that since the oldest event came to Kafka, rounded
 * down to a minute, five, fifteen, an hour, six hours or a day.
 */
export function readGroupLags({
  kafka,
  ...options
}: GroupLagsOptions & { readonly kafka: Kafka }): Promise<GroupLag[]> {
  return administer(kafka, (admin) => groupLagsOf(admin, options));
}

/** The same for who is an administrator already. Each topic is asked for once, and all at the same time: they are few. */
export async function groupLagsOf(
  admin: LagAdmin,
  { names, now = Date.now() }: GroupLagsOptions,
): Promise<GroupLag[]> {
  const [{ groups }, topics] = await Promise.all([admin.listGroups(), admin.listTopics()]);
  const byTopic = Map.groupBy(
    groups.flatMap(({ groupId }) => groupOf(names, groupId) ?? []),
    ({ topic }) => topicName(names, topic),
  );
  const known = [...byTopic].filter(([name]) => topics.includes(name));
  return (await Promise.all(known.map(([name, own]) => lagsOf(admin, name, own, now)))).flat();
}

/** Undefined for what is of another schema, and for those that only wait for news: their names have more parts. */
function groupOf({ prefix, schema }: TopicNames, groupId: string): Group | undefined {
  const start = `${prefix}${schema}.`;
  if (!groupId.startsWith(start)) return undefined;
  const [topic, group, ...more] = groupId.slice(start.length).split('.');
  return topic && group && more.length === 0 ? { topic, group, groupId } : undefined;
}

async function lagsOf(
  admin: LagAdmin,
  name: string,
  groups: readonly Group[],
  now: number,
): Promise<GroupLag[]> {
  const ask = ({ groupId }: Group) => admin.fetchOffsets({ groupId, topics: [name] });
  const [ends, ...answers] = await Promise.all([admin.fetchTopicOffsets(name), ...groups.map(ask)]);
  const waiting = groups.map(({ topic, group }, i) => {
    /** Offsets of what the group reads next: it begins where the topic does, also where that begins later by now. */
    const next = new Map(ends.map(({ partition, low }) => [partition, Number(low)]));
    for (const { partition, offset } of answers[i]?.[0]?.partitions ?? [])
      next.set(partition, Math.max(next.get(partition) ?? 0, Number(offset)));
    const before = (places: readonly SeekEntry[]): number =>
      places.reduce(
        (sum, { partition, offset }) => sum + Math.max(0, Number(offset) - (next.get(partition) ?? 0)),
        0,
      );
    return { topic, group, before, events: before(ends) };
  });
  const isBehind = waiting.some(({ events }) => events > 0);
  const older = isBehind
    ? await Promise.all(
        AGES_SECONDS.map((age) => admin.fetchTopicOffsetsByTimestamp(name, now - age * 1_000)),
      )
    : [];
  return waiting.map(({ before, ...lag }) => ({
    ...lag,
    seconds: AGES_SECONDS.findLast((_, i) => before(older[i] ?? []) > 0) ?? 0,
  }));
}
