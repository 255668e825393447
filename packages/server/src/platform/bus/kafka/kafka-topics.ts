import type { Admin, Kafka } from 'kafkajs';
import type { KafkaSettings } from './kafka-settings.ts';

/** Topic of events that groups gave up, one of each schema. */
export const DEAD_LETTERS = 'dead-letters';

/** Largest batch of a topic that is created: a single event may be larger than Kafka's default of a megabyte. */
const MAX_MESSAGE_BYTES = 8 * 1024 * 1024;
/** Copies that have to have a batch before it counts as written, where there are so many. */
const IN_SYNC = 2;

export interface TopicNames {
  readonly prefix: string;
  readonly schema: string;
}

/** @throws RangeError if Kafka has no such names. */
export function topicName({ prefix, schema }: TopicNames, topic: string): string {
  const name = `${prefix}${schema}.${topic}`;
  if (!/^[A-Za-z0-9._-]{1,249}$/.test(name))
    throw new RangeError(`Kafka has no topic of the name "${name}".`);
  return name;
}

/** Groups of different topics are apart, also where they are called the same. */
export function groupName(names: TopicNames, topic: string, group: string): string {
  return `${topicName(names, topic)}.${group}`;
}

/** Does something as an administrator of Kafka. */
export async function administer<T>(kafka: Kafka, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

/** Creates the topic, unless it is there: then it stays as it is. Safe to run by several processes at once. */
export async function ensureTopic(kafka: Kafka, settings: KafkaSettings, name: string): Promise<void> {
  await administer(kafka, async (admin) => {
    if ((await admin.listTopics()).includes(name)) return;
    const { brokers } = await admin.describeCluster();
    const replicationFactor = settings.replication ?? Math.min(3, brokers.length);
    const configEntries = [
      { name: 'retention.ms', value: String(settings.retentionHours * 3_600_000) },
      { name: 'max.message.bytes', value: String(MAX_MESSAGE_BYTES) },
      { name: 'min.insync.replicas', value: String(replicationFactor > IN_SYNC ? IN_SYNC : 1) },
    ];
    // Says false where another one was quicker, which is as good.
    await admin.createTopics({
      topics: [{ topic: name, numPartitions: settings.partitions, replicationFactor, configEntries }],
      waitForLeaders: true,
    });
  });
}
