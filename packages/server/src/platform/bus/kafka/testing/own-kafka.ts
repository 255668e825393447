import { kafkaMissing } from '../../../../../../../scripts/lib/kafka-broker.mjs';

export { type KafkaBroker, startKafka } from '../../../../../../../scripts/lib/kafka-broker.mjs';

/** For tests: why a test that starts a Kafka of its own is skipped, or false where it can run. */
export function noOwnKafka(): string | false {
  const missing = kafkaMissing();
  return missing !== undefined && `needs Kafka: ${missing}`;
}
