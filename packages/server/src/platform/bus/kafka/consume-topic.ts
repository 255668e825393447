import kafkajs, { type Consumer, type EachBatchPayload, type Kafka } from 'kafkajs';
import type { Log } from '../../log.ts';
import type { Database } from '../../postgres/database.ts';
import type { BusEvent, ConsumeOptions } from '../event-bus.ts';
import { settle, settleAll } from '../settle.ts';
import { fromMessage } from './kafka-message.ts';
import type { KafkaBusTimes } from './kafka-times.ts';
import { administer } from './kafka-topics.ts';
import { Membership } from './membership.ts';
import { isThisOutbox, readGroupPosition } from './outbox-identity.ts';
import { PartitionPlace, type PlaceNote, readNote, textOfNote } from './partition-place.ts';
import { runConsumer } from './run-consumer.ts';

export interface TopicConsumer extends ConsumeOptions {
  readonly kafka: Kafka;
  readonly database: Database;
  readonly log: Log;
  readonly times: KafkaBusTimes;
  /** Names in Kafka. */
  readonly topicName: string;
  readonly groupId: string;
  /** Identity of the outbox whose events are handled: what is left of another one concerns nobody. */
  readonly outbox: string;
}

/**
 * Consumes a topic for a group until the signal aborts: event by event within a partition, each noted once it is
 * handled, one partition at a time. Rejects like `EventBus.consume`.
 */
export async function consumeTopic(options: TopicConsumer): Promise<void> {
  const { kafka, times, topicName, groupId, signal } = options;
  const failed = new AbortController();
  const worker = new PartitionWorker({ ...options, signal: AbortSignal.any([signal, failed.signal]) });
  await runConsumer({
    kafka,
    topic: topicName,
    groupId,
    fromBeginning: true,
    times,
    signal: AbortSignal.any([signal, failed.signal]),
    onJoin() {
      worker.forget();
      options.onListening?.();
    },
    async onBatch(batch, consumer) {
      try {
        await worker.work(batch, consumer);
      } catch (error) {
        // The client joins its group again, or tries again; all else ends the consumer.
        if (error instanceof kafkajs.KafkaJSError) throw error;
        failed.abort(error);
      }
    },
  });
  if (!signal.aborted) failed.signal.throwIfAborted();
}

class PartitionWorker {
  readonly #options: TopicConsumer;
  readonly #places = new Map<number, PartitionPlace>();
  readonly #deadOutboxes = new Set<string>();

  constructor(options: TopicConsumer) {
    this.#options = options;
  }

  /** Another member may have moved on meanwhile: where the group stands is read anew. */
  forget(): void {
    this.#places.clear();
  }

  async work({ batch, heartbeat, resolveOffset }: EachBatchPayload, consumer: Consumer): Promise<void> {
    const { times } = this.#options;
    using membership = new Membership({
      heartbeat,
      heartbeatMs: times.heartbeatMs,
      sessionMs: times.sessionMs,
      rebalanceMs: times.rebalanceMs,
    });
    const place = await this.#placeOf(batch.partition, BigInt(batch.firstOffset() ?? 0), consumer);
    const events: BusEvent[] = [];
    for (const message of batch.messages) {
      const incoming = fromMessage(message);
      if (!incoming || !(await this.#concerns(incoming, place, events.at(-1)))) continue;
      place.take(incoming.event, BigInt(message.offset));
      events.push(incoming.event);
    }
    await this.#settle(events, place, membership);
    await place.passTo(BigInt(batch.lastOffset()) + 1n);
    resolveOffset(batch.lastOffset());
  }

  async #settle(events: readonly BusEvent[], place: PartitionPlace, membership: Membership): Promise<void> {
    const signal = AbortSignal.any([this.#options.signal, membership.lost]);
    const settling = { ...this.#options, signal };
    try {
      if (await settleAll(events, settling, place)) return;
      for (const event of events) {
        await settle(event, settling, place);
        membership.leaveIfAsked();
      }
    } catch (error) {
      // What was broken off because the partition is somebody else's is no failure of the event.
      if (membership.lost.aborted && !this.#options.signal.aborted) membership.leaveIfAsked();
      throw error;
    }
  }

  /** Whether the group has to handle it. The relay may have sent an event twice, the second time any time later. */
  async #concerns(
    { event, outbox, onlyGroup }: { event: BusEvent; outbox: string; onlyGroup: string | undefined },
    place: PartitionPlace,
    before: BusEvent | undefined,
  ): Promise<boolean> {
    const { outbox: mine, database, topic, group } = this.#options;
    if (outbox !== mine) {
      if (!this.#deadOutboxes.has(outbox) && (await isThisOutbox(database, outbox)))
        throw new Error(`The schema of ${topic} was created anew while group ${group} consumed it.`);
      this.#deadOutboxes.add(outbox);
      return false;
    }
    if (event.position <= (before?.position ?? place.position)) return false;
    return onlyGroup === undefined || onlyGroup === group;
  }

  async #placeOf(partition: number, first: bigint, consumer: Consumer): Promise<PartitionPlace> {
    const known = this.#places.get(partition);
    if (known) return known;
    const { database, topic, group, topicName, outbox } = this.#options;
    const note = await this.#readNote(partition, first);
    const place = new PartitionPlace({
      database,
      topic,
      group,
      note,
      commit: async (next) => {
        const offset = String(next.offset);
        const metadata = textOfNote(outbox, next);
        await consumer.commitOffsets([{ topic: topicName, partition, offset, metadata }]);
      },
    });
    this.#places.set(partition, place);
    return place;
  }

  async #readNote(partition: number, first: bigint): Promise<PlaceNote> {
    const { kafka, database, topic, group, topicName, groupId, outbox } = this.#options;
    const [committed] = await administer(kafka, (admin) =>
      admin.fetchOffsets({ groupId, topics: [topicName] }),
    );
    const own = committed?.partitions.find((each) => each.partition === partition);
    const offset = own && Number(own.offset) >= 0 ? BigInt(own.offset) : first;
    // Where PostgreSQL carried the events before, the group goes on from there.
    return (
      readNote(outbox, offset, own?.metadata ?? null) ?? {
        offset,
        position: await readGroupPosition(database, topic, group),
        attempts: 0,
      }
    );
  }
}
