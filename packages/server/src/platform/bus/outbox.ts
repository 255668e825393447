import { type Database, quoteIdentifier } from '../postgres/database.ts';
import { channelOf } from './bus-connection.ts';
import type { Execute, ListParkedOptions, ParkedEvent } from './event-bus.ts';

/** An event that is to be published. */
export interface NewEvent {
  readonly topic: string;
  readonly key: string;
  readonly payload: unknown;
}

/** Where the events of one schema start: in the transactions of those who publish, whatever carries them on. */
export class Outbox {
  readonly #database: Database;
  readonly #publishSql: string;

  constructor(database: Database) {
    this.#database = database;
    this.#publishSql = publishSql(database.schema);
  }

  /** Stores the event in the caller's transaction. */
  async publish(execute: Execute, { topic, key, payload }: NewEvent): Promise<void> {
    await execute(this.#publishSql, [topic, key, jsonOf(topic, payload), null]);
  }

  /** The events that groups gave up, newest first. */
  async listParked({ limit, before }: ListParkedOptions): Promise<ParkedEvent[]> {
    const { sql } = this.#database;
    const rows = await sql<ParkedEvent[]>`
      select id, topic, consumer_group as group, position, key, payload, error, attempts, parked_at as "parkedAt"
      from parked_event
      where ${before === undefined ? sql`true` : sql`id < ${before}`}
      order by id desc limit ${limit}`;
    return [...rows];
  }

  /** Puts a parked event at the end of its topic, for the group that gave it up alone. False if there is no such event. */
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

/** @throws TypeError if it is not a JSON value. */
export function jsonOf(topic: string, payload: unknown): string {
  const json = JSON.stringify(payload);
  if (json === undefined) throw new TypeError(`The payload of an event of ${topic} is not a JSON value.`);
  return json;
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
