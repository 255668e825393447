import type { Consumer, ConsumerConfig, EachBatchPayload, Kafka } from 'kafkajs';
import type { KafkaBusTimes } from './kafka-times.ts';

/** Longest that leaving the group may take: a broker that is silent must not keep a process that stops. */
const LEAVE_MS = 1_000;

export interface RunConsumerOptions {
  readonly kafka: Kafka;
  readonly topic: string;
  readonly groupId: string;
  /** Where a group starts that has committed nothing. */
  readonly fromBeginning: boolean;
  readonly times: KafkaBusTimes;
  readonly signal: AbortSignal;
  /** Called when the consumer is a member, with partitions that may be others than before. */
  readonly onJoin?: () => void;
  /** Called after each question for events. */
  readonly onFetch?: () => void;
  /** One batch at a time. What it throws is the client's to understand: it joins again, or tries again. */
  readonly onBatch: (batch: EachBatchPayload, consumer: Consumer) => Promise<void>;
}

/**
 * Consumes a topic until the signal aborts, then finishes the batch in hand and leaves the group. Rejects with what the
 * signal aborts with where that is not just a stop, or when the client gives up.
 */
export async function runConsumer(options: RunConsumerOptions): Promise<void> {
  const { kafka, topic, groupId, fromBeginning, times, signal } = options;
  const config: ConsumerConfig = {
    groupId,
    sessionTimeout: times.sessionMs,
    rebalanceTimeout: times.rebalanceMs,
    heartbeatInterval: times.heartbeatMs,
    maxWaitTimeInMs: times.fetchMs,
    allowAutoTopicCreation: false,
    retry: { restartOnFailure: async () => false },
  };
  const consumer = kafka.consumer(config);
  const { promise: over, resolve, reject } = Promise.withResolvers<void>();
  const onAbort = () => resolve();
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  let inHand: Promise<void> = Promise.resolve();
  consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
  consumer.on(consumer.events.GROUP_JOIN, () => options.onJoin?.());
  consumer.on(consumer.events.FETCH, () => options.onFetch?.());
  const start = async (): Promise<void> => {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      async eachBatch(batch) {
        if (signal.aborted) return;
        const handling = options.onBatch(batch, consumer);
        inHand = handling.catch(() => undefined);
        await handling;
      },
    });
  };
  const starting = start();
  starting.catch(reject);
  try {
    await over;
  } finally {
    signal.removeEventListener('abort', onAbort);
    await inHand;
    await within(LEAVE_MS, leave(consumer, starting));
  }
}

async function leave(consumer: Consumer, starting: Promise<void>): Promise<void> {
  // One that is stopped while it starts goes on starting.
  await starting.catch(() => undefined);
  await consumer.disconnect().catch(() => undefined);
}

async function within(limitMs: number, work: Promise<void>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, limitMs);
  await Promise.race([work, late]);
  clearTimeout(timer);
}
