import type { Log } from '../log.ts';
import { type Database, quoteIdentifier } from '../postgres/database.ts';
import { channelOf } from './bus-connection.ts';
import { consumeOutbox } from './consume-outbox.ts';
import type {
  ConsumeOptions,
  EventBus,
  Execute,
  ListParkedOptions,
  ParkedEvent,
  TailOptions,
} from './event-bus.ts';
import { tailOutbox } from './tail-outbox.ts';

/** What can be tuned, and is in tests. */
export interface PostgresBusTimes {
  /** How often it is looked for events, in case a notification is lost, and how often a standby tries to take over. */
  readonly pollMs: number;
  /** Pause after the first failed try; doubles with each further one. */
  readonly backoffMs: number;
  /** How often handled events are removed. */
  readonly pruneMs: number;
  /** Most events read at once. */
  readonly batchSize: number;
}

const TIMES: PostgresBusTimes = { pollMs: 1_000, backoffMs: 500, pruneMs: 3_600_000, batchSize: 100 };

export interface PostgresBusOptions {
  readonly database: Database;
  readonly log: Log;
  readonly times?: Partial<PostgresBusTimes>;
}

/** Folder of the bus's migrations: `migrate` them in the schema of its database. */
export const POSTGRES_BUS_MIGRATIONS = new URL('migrations/', import.meta.url);

/**
 * The event bus of one schema, in its tables (`migrations/001-outbox.sql`).
 *
 * Events wait in an outbox, in the order of their commits. A group's consumers share an advisory lock: one works,
 * the others stand by and take over when its connection ends, however that came about. Events are removed a week
 * after they were published, or what `outbox_topic.keep_for` says of their topic, once every group that ever consumed the
 * topic has handled them.
 */
export function openPostgresBus(options: PostgresBusOptions): EventBus {
  return new PostgresBus(options);
}

class PostgresBus implements EventBus {
  readonly #database: Database;
  readonly #log: Log;
  readonly #times: PostgresBusTimes;
  readonly #publishSql: string;

  constructor({ database, log, times }: PostgresBusOptions) {
    this.#database = database;
    this.#log = log;
    this.#times = { ...TIMES, ...times };
    this.#publishSql = publishSql(database.schema);
  }

  async publish(
    execute: Execute,
    { topic, key, payload }: { topic: string; key: string; payload: unknown },
  ): Promise<void> {
    const json = JSON.stringify(payload);
    if (json === undefined) throw new TypeError(`The payload of an event of ${topic} is not a JSON value.`);
    await execute(this.#publishSql, [topic, key, json, null]);
  }

  consume(options: ConsumeOptions): Promise<void> {
    const { signal } = options;
    const parts = { database: this.#database, log: this.#log, times: this.#times };
    return this.#untilAborted(signal, () => consumeOutbox({ ...parts, ...options }));
  }

  tail(options: TailOptions): Promise<void> {
    const { signal } = options;
    const parts = { database: this.#database, pollMs: this.#times.pollMs };
    return this.#untilAborted(signal, () => tailOutbox({ ...parts, ...options }));
  }

  /** Stopping is not a failure, and what fails because of it is none either. */
  async #untilAborted(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    if (signal.aborted) return;
    try {
      await work();
    } catch (error) {
      if (!signal.aborted) throw error;
      this.#log.debug({ err: error }, 'the event bus was told to stop');
    }
  }

  async listParked({ limit, before }: ListParkedOptions): Promise<ParkedEvent[]> {
    const { sql } = this.#database;
    const rows = await sql<ParkedEvent[]>`
      select id, topic, consumer_group as group, position, key, payload, error, attempts, parked_at as "parkedAt"
      from parked_event
      where ${before === undefined ? sql`true` : sql`id < ${before}`}
      order by id desc limit ${limit}`;
    return [...rows];
  }

  async retryParked(id: bigint): Promise<boolean> {
    return this.#database.sql.begin(async (tx) => {
      const [parked] = await tx<{ topic: string; key: string; payload: string; group: string }[]>`
        delete from parked_event where id = ${id}
        returning topic, key, payload::text, consumer_group as group`;
      if (parked === undefined) return false;
      await tx.unsafe(this.#publishSql, [parked.topic, parked.key, parked.payload, parked.group]);
      return true;
    });
  }
}

/**
 * Parameters: topic, key, payload, group or null. Names are qualified, as the transaction is the caller's. Notifications
 * of one transaction with the same payload are one.
 */
function publishSql(schema: string): string {
  const into = quoteIdentifier(schema);
  return `
    with counter as (
      insert into ${into}.outbox_topic as topic (name, head) values ($1::text, 1)
      on conflict (name) do update set head = topic.head + 1
      returning head
    ), event as (
      insert into ${into}.outbox (topic, position, key, payload, only_group)
      select $1::text, head, $2::text, $3::text::jsonb, $4::text from counter
    )
    select pg_notify('${channelOf(schema).replaceAll("'", "''")}', $1::text)`;
}
