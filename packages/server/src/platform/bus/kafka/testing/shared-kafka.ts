import { Kafka, logLevel } from 'kafkajs';
import type { KafkaSettings } from '../kafka-settings.ts';

/** For tests: the Kafka that all tests share; each takes names of its own, and none stops it. */
const SHARED_KAFKA = process.env['WATTLET_TEST_KAFKA'];

/** For tests: why a test that needs the shared Kafka is skipped, or false where it can run. */
export async function noSharedKafka(): Promise<string | false> {
  if (!SHARED_KAFKA) return 'needs Kafka: WATTLET_TEST_KAFKA is not set, see scripts/kafka.mjs';
  const brokers = [SHARED_KAFKA];
  const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING, retry: { retries: 1 } }).admin();
  try {
    await admin.connect();
    await admin.disconnect();
    return false;
  } catch (error) {
    return `needs Kafka (WATTLET_TEST_KAFKA): ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** For tests: settings of a Kafka at 127.0.0.1, by default the shared one. */
export function kafkaSettings(changes: Partial<KafkaSettings> = {}): KafkaSettings {
  return {
    brokers: SHARED_KAFKA ? [SHARED_KAFKA] : [],
    prefix: `wattlet-test-${crypto.randomUUID().slice(0, 8)}.`,
    partitions: 3,
    replication: undefined,
    retentionHours: 1,
    tls: false,
    caFile: undefined,
    certificateFile: undefined,
    keyFile: undefined,
    sasl: undefined,
    ...changes,
  };
}
