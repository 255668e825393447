import { randomUUID } from 'node:crypto';
import type { Kafka } from 'kafkajs';
import type { TailOptions } from '../event-bus.ts';
import type { KafkaBusTimes } from './kafka-times.ts';
import { runConsumer } from './run-consumer.ts';

export interface TopicTail extends TailOptions {
  readonly kafka: Kafka;
  readonly times: KafkaBusTimes;
  readonly topicName: string;
}

/**
 * Calls `onWake` when it listens, then whenever the topic has grown, until the signal aborts. It is a group of its own
 * that commits nothing: a broker forgets such a one by itself.
 */
export async function tailTopic({ kafka, times, topicName, onWake, signal }: TopicTail): Promise<void> {
  let listens = false;
  await runConsumer({
    kafka,
    topic: topicName,
    groupId: `${topicName}.tail.${randomUUID()}`,
    fromBeginning: false,
    times,
    signal,
    onFetch() {
      if (listens || signal.aborted) return;
      listens = true;
      onWake();
    },
    async onBatch({ batch, resolveOffset }) {
      if (batch.messages.length > 0) onWake();
      resolveOffset(batch.lastOffset());
    },
  });
}
