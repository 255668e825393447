import type { Log } from '../../log.ts';
import type { KafkaSettings } from './kafka-settings.ts';
import { administer } from './kafka-topics.ts';
import { openKafka } from './open-kafka.ts';

/** Says what a Kafka has of ours: `3 brokers, 7 topics`. Rejects where it does not answer or let this process in. */
export async function describeKafka(settings: KafkaSettings, log: Log): Promise<string> {
  return administer(openKafka(settings, log), async (admin) => {
    const { brokers } = await admin.describeCluster();
    const topics = (await admin.listTopics()).filter((name) => name.startsWith(settings.prefix));
    return `Kafka: ${brokers.length} brokers, ${topics.length} topics`;
  });
}
