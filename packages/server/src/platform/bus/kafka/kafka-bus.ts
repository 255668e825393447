import type { Kafka } from 'kafkajs';
import { FreshAnswer } from '../../fresh-answer.ts';
import type { Log } from '../../log.ts';
import type { Database } from '../../postgres/database.ts';
import { runTogether } from '../../run-together.ts';
import type {
  ConsumeOptions,
  EventBus,
  Execute,
  GroupLag,
  ListParkedOptions,
  ParkedEvent,
  TailOptions,
} from '../event-bus.ts';
import { jsonOf, type NewEvent, Outbox } from '../outbox.ts';
import { consumeTopic } from './consume-topic.ts';
import type { KafkaSettings } from './kafka-settings.ts';
import { KAFKA_BUS_TIMES, type KafkaBusTimes } from './kafka-times.ts';
import { ensureTopic, groupName, type TopicNames, topicName } from './kafka-topics.ts';
import { readOutboxIdentity } from './outbox-identity.ts';
import { readGroupLags } from './read-group-lags.ts';
import { relayOutbox } from './relay-outbox.ts';
import { SharedTask } from './shared-task.ts';
import { tailTopic } from './tail-topic.ts';

/** Longest event, as JSON: half of what a topic that is created here takes. */
const MAX_EVENT_BYTES = 4 * 1024 * 1024;

export interface KafkaBusOptions {
  readonly kafka: Kafka;
  readonly database: Database;
  readonly settings: KafkaSettings;
  readonly log: Log;
  readonly times?: Partial<KafkaBusTimes>;
}

/**
 * The event bus of one schema, carried by Kafka.
 *
 * Events are stored in the outbox of the schema, in the transactions of those who publish, and relayed from there: by
 * one of the processes that consume or tail, in the order of their commits, each event to the partition of its key.
 * A group is a consumer group of Kafka. Where it stands, and how often the next event failed, is committed after each
 * event's effect. The events that groups gave up are rows of `parked_event`, and messages of the topic `dead-letters`.
 */
export function openKafkaBus(options: KafkaBusOptions): EventBus {
  return new KafkaBus(options);
}

class KafkaBus implements EventBus {
  readonly #database: Database;
  readonly #log: Log;
  readonly #settings: KafkaSettings;
  readonly #times: KafkaBusTimes;
  readonly #kafka: Kafka;
  readonly #names: TopicNames;
  readonly #outbox: Outbox;
  readonly #relay: SharedTask;
  readonly #lags = new FreshAnswer(() => readGroupLags({ kafka: this.#kafka, names: this.#names }));

  constructor({ kafka, database, settings, log, times }: KafkaBusOptions) {
    this.#database = database;
    this.#log = log;
    this.#settings = settings;
    this.#times = { ...KAFKA_BUS_TIMES, ...times };
    this.#kafka = kafka;
    this.#names = { prefix: settings.prefix, schema: database.schema };
    this.#outbox = new Outbox(database);
    this.#relay = new SharedTask((signal) => this.#runRelay(signal));
  }

  async publish(execute: Execute, event: NewEvent): Promise<void> {
    const bytes = Buffer.byteLength(jsonOf(event.topic, event.payload));
    if (bytes > MAX_EVENT_BYTES)
      throw new RangeError(`An event of ${event.topic} has ${bytes} bytes, more than ${MAX_EVENT_BYTES}.`);
    await this.#outbox.publish(execute, event);
  }

  consume(options: ConsumeOptions): Promise<void> {
    const name = topicName(this.#names, options.topic);
    return this.#beside(options.signal, async (signal) => {
      await ensureTopic(this.#kafka, this.#settings, name);
      await consumeTopic({
        ...options,
        kafka: this.#kafka,
        database: this.#database,
        log: this.#log,
        times: this.#times,
        topicName: name,
        groupId: groupName(this.#names, options.topic, options.group),
        outbox: await readOutboxIdentity(this.#database),
        signal,
      });
    });
  }

  tail(options: TailOptions): Promise<void> {
    const name = topicName(this.#names, options.topic);
    return this.#beside(options.signal, async (signal) => {
      await ensureTopic(this.#kafka, this.#settings, name);
      await tailTopic({ ...options, kafka: this.#kafka, times: this.#times, topicName: name, signal });
    });
  }

  listParked(options: ListParkedOptions): Promise<ParkedEvent[]> {
    return this.#outbox.listParked(options);
  }

  retryParked(id: bigint): Promise<boolean> {
    return this.#outbox.retryParked(id);
  }

  groupLags(): Promise<readonly GroupLag[]> {
    return this.#lags.get();
  }

  /** Whoever listens also relays, or stands by to. Stopping is not a failure, and what fails because of it is none either. */
  async #beside(signal: AbortSignal, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (signal.aborted) return;
    await runTogether([work, (end) => this.#relay.share(end)], signal);
  }

  async #runRelay(signal: AbortSignal): Promise<void> {
    const [kafka, settings, database, names] = [this.#kafka, this.#settings, this.#database, this.#names];
    await relayOutbox({ kafka, settings, database, names, log: this.#log, times: this.#times }, signal);
  }
}
