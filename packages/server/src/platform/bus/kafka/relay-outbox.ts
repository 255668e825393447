import { setTimeout as delay } from 'node:timers/promises';
import { CompressionTypes, type Kafka, type Producer } from 'kafkajs';
import type { Log } from '../../log.ts';
import type { Database } from '../../postgres/database.ts';
import { BusConnection } from '../bus-connection.ts';
import { type OutgoingEvent, toMessage } from './kafka-message.ts';
import type { KafkaSettings } from './kafka-settings.ts';
import type { KafkaBusTimes } from './kafka-times.ts';
import { ensureTopic, type TopicNames, topicName } from './kafka-topics.ts';
import { RelayStore } from './relay-store.ts';

/** Most characters of one request, unless a single event is longer. */
const BATCH_CHARACTERS = 500_000;
const ACKNOWLEDGED_BY_ALL = -1;
/** Longest until a topic that was refused is tried again. */
const MAX_REFUSED_MS = 60_000;

export interface RelayOptions {
  readonly kafka: Kafka;
  readonly settings: KafkaSettings;
  readonly database: Database;
  readonly names: TopicNames;
  readonly log: Log;
  readonly times: KafkaBusTimes;
}

/**
 * Carries every event of a schema's outbox to Kafka, in order, until it rejects: with what its signal aborts with, or
 * why it cannot go on. Of all that run for a schema one works, the others stand by. An event is noted as relayed
 * once Kafka has acknowledged it: after a crash some come twice, and those who consume pass over the second.
 */
export async function relayOutbox(options: RelayOptions, signal: AbortSignal): Promise<never> {
  const { database, times } = options;
  await using connection = await BusConnection.open(database);
  const store = new RelayStore(connection, database.schema);
  const either = AbortSignal.any([signal, connection.lost]);
  try {
    while (!(await store.tryLead())) await delay(times.pollMs, undefined, { signal: either });
    return await relayAll({ ...options, connection, store }, either);
  } catch (error) {
    throw connection.lost.aborted ? connection.lost.reason : error;
  }
}

interface Relay extends RelayOptions {
  readonly connection: BusConnection;
  readonly store: RelayStore;
}

/** A topic that is refused keeps none of the others: it waits, longer each time, while they are relayed. */
async function relayAll(relay: Relay, signal: AbortSignal): Promise<never> {
  const { kafka, connection, store, times, names, log } = relay;
  const ensured = new Set<string>();
  const refused = new Map<string, { readonly retryAt: number; readonly retryMs: number }>();
  let pruneAt = 0;
  let producer = await openProducer(kafka);
  try {
    for (;;) {
      signal.throwIfAborted();
      const isDue = (topic: string) => performance.now() >= (refused.get(topic)?.retryAt ?? 0);
      const waiting = (await store.waitingTopics()).filter(({ topic }) => isDue(topic));
      for (const { topic, position } of waiting) {
        try {
          await relayTopic({ ...relay, producer, ensured }, topic, position);
          if (refused.delete(topic)) log.info({ schema: names.schema, topic }, 'Kafka takes the topic again');
        } catch (error) {
          signal.throwIfAborted();
          if (!(error instanceof RefusedError)) throw error;
          const last = refused.get(topic)?.retryMs;
          const retryMs = Math.min(last === undefined ? times.backoffMs : last * 2, MAX_REFUSED_MS);
          // It may have been deleted.
          ensured.delete(topic);
          refused.set(topic, { retryAt: performance.now() + retryMs, retryMs });
          const told = { schema: names.schema, topic, retryMs, err: error.cause };
          log.error(told, 'Kafka takes no events of a topic');
          // The old one may not know which events of the topic Kafka has. Where none connects, Kafka is away: that ends the relay.
          await producer.disconnect().catch(() => undefined);
          producer = await openProducer(kafka);
        }
        signal.throwIfAborted();
      }
      if (performance.now() >= pruneAt) {
        const isDone = await store.prune();
        pruneAt = performance.now() + (isDone ? times.pruneMs : 0);
      }
      if (waiting.length === 0) await connection.wakeUp.wait(times.pollMs, signal);
    }
  } finally {
    await producer.disconnect().catch(() => undefined);
  }
}

async function openProducer(kafka: Kafka): Promise<Producer> {
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
  });
  try {
    await producer.connect();
    return producer;
  } catch (error) {
    await producer.disconnect().catch(() => undefined);
    throw error;
  }
}

/** Kafka did not take the events of one topic, for its cause. */
class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/** Has Kafka do something with a topic. */
async function ask(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    throw new RefusedError('Kafka refused a topic', { cause });
  }
}

interface TopicRelay extends Relay {
  readonly producer: Producer;
  /** Names of the topics that are known to be there. */
  readonly ensured: Set<string>;
}

/** Relays one batch of a topic. */
async function relayTopic(relay: TopicRelay, topic: string, from: bigint): Promise<void> {
  const { kafka, settings, names, store, producer, ensured, times } = relay;
  if (!ensured.has(topic)) await ask(async () => ensureTopic(kafka, settings, topicName(names, topic)));
  ensured.add(topic);
  let position = from;
  for (const part of partsOf(await store.read(topic, from, times.batchSize))) {
    await ask(() =>
      producer.send({
        topic: topicName(names, topic),
        acks: ACKNOWLEDGED_BY_ALL,
        compression: CompressionTypes.GZIP,
        messages: part.map(toMessage),
      }),
    );
    const last = part.at(-1)?.position ?? position;
    await store.advance(topic, position, last);
    position = last;
  }
}

function* partsOf(events: readonly OutgoingEvent[]): Generator<OutgoingEvent[]> {
  let part: OutgoingEvent[] = [];
  let characters = 0;
  for (const event of events) {
    if (part.length > 0 && characters + event.payload.length > BATCH_CHARACTERS) {
      yield part;
      [part, characters] = [[], 0];
    }
    part.push(event);
    characters += event.payload.length;
  }
  if (part.length > 0) yield part;
}
