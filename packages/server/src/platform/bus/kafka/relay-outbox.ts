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
/** Longest that a topic that was refused waits for the others, which may never pause. */
const REFUSED_MS = 60_000;

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
  const { kafka, database, times } = options;
  await using connection = await BusConnection.open(database);
  const store = new RelayStore(connection, database.schema);
  const either = AbortSignal.any([signal, connection.lost]);
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
  });
  try {
    while (!(await store.tryLead())) await delay(times.pollMs, undefined, { signal: either });
    await producer.connect();
    return await relayAll({ ...options, connection, store, producer }, either);
  } catch (error) {
    throw connection.lost.aborted ? connection.lost.reason : error;
  } finally {
    await producer.disconnect().catch(() => undefined);
  }
}

interface Relay extends RelayOptions {
  readonly connection: BusConnection;
  readonly store: RelayStore;
  readonly producer: Producer;
}

/** A topic that is refused keeps none of the others: they are relayed before this rejects with why. */
async function relayAll(relay: Relay, signal: AbortSignal): Promise<never> {
  const { connection, store, times, log } = relay;
  const ensured = new Set<string>();
  const refused = new Set<string>();
  let refusal: { readonly error: unknown; readonly at: number } | undefined;
  let pruneAt = 0;
  for (;;) {
    signal.throwIfAborted();
    const waiting = (await store.waitingTopics()).filter(({ topic }) => !refused.has(topic));
    for (const { topic, position } of waiting) {
      try {
        await relayTopic({ ...relay, ensured }, topic, position);
      } catch (error) {
        signal.throwIfAborted();
        log.error({ schema: relay.names.schema, topic, err: error }, 'Kafka takes no events of a topic');
        refused.add(topic);
        refusal ??= { error, at: performance.now() };
      }
      signal.throwIfAborted();
    }
    // Tried again by a new producer, as this one may not know which events of the topic Kafka has.
    if (refusal && (waiting.length === 0 || performance.now() >= refusal.at + REFUSED_MS))
      throw refusal.error;
    if (performance.now() >= pruneAt) {
      const isDone = await store.prune();
      pruneAt = performance.now() + (isDone ? times.pruneMs : 0);
    }
    if (waiting.length === 0) await connection.wakeUp.wait(times.pollMs, signal);
  }
}

/** Relays one batch of a topic. */
async function relayTopic(
  relay: Relay & { readonly ensured: Set<string> },
  topic: string,
  from: bigint,
): Promise<void> {
  const { kafka, settings, names, store, producer, ensured, times } = relay;
  const name = topicName(names, topic);
  if (!ensured.has(name)) await ensureTopic(kafka, settings, name);
  ensured.add(name);
  let position = from;
  for (const part of partsOf(await store.read(topic, from, times.batchSize))) {
    await producer.send({
      topic: name,
      acks: ACKNOWLEDGED_BY_ALL,
      compression: CompressionTypes.GZIP,
      messages: part.map(toMessage),
    });
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
