import type { BusConnection } from '../bus-connection.ts';
import type { OutgoingEvent } from './kafka-message.ts';

/** Rows removed in one go. */
const PRUNE_LIMIT = 10_000;

/** Which events of an outbox a broker has: all SQL of relaying. */
export class RelayStore {
  readonly #connection: BusConnection;
  readonly #schema: string;

  constructor(connection: BusConnection, schema: string) {
    this.#connection = connection;
    this.#schema = schema;
  }

  /** Becomes the one relay of the schema, until the connection ends. False if there is one. */
  async tryLead(): Promise<boolean> {
    const [row] = await this.#connection.query<{ leads: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as leads',
      [JSON.stringify(['outbox relay', this.#schema])],
    );
    return row?.leads === true;
  }

  /** Topics that keep events that are not relayed, and the last position of each that is. */
  waitingTopics(): Promise<{ topic: string; position: bigint }[]> {
    return this.#connection.query<{ topic: string; position: bigint }>(
      `select topic.name as topic, coalesce(relay.position, 0) as position
       from outbox_topic topic left join outbox_relay relay on relay.topic = topic.name
       where topic.head > coalesce(relay.position, 0) and exists (
         select from outbox event
         where event.topic = topic.name and event.position > coalesce(relay.position, 0))`,
      [],
    );
  }

  /**
   * The next events, in order, with the outbox that they are in now: a schema may be created anew at any time.
   *
   * @throws Error where the outbox has no identity
   */
  async read(topic: string, after: bigint, limit: number): Promise<OutgoingEvent[]> {
    const events = await this.#connection.query<OutgoingEvent & Record<string, unknown>>(
      `select position, key, payload::text as payload, only_group as "onlyGroup", headers,
         (select id from outbox_identity) as outbox
       from outbox where topic = $1 and position > $2 order by position limit $3`,
      [topic, after, limit],
    );
    if (events[0]?.outbox === null) throw new Error('the outbox has no identity: its schema is not whole');
    return events;
  }

  /** The broker has the events up to this one. */
  async advance(topic: string, from: bigint, to: bigint): Promise<void> {
    const moved = await this.#connection.query(
      `insert into outbox_relay as relay (topic, position) values ($1, $3)
       on conflict (topic) do update set position = $3 where relay.position = $2
       returning 1`,
      [topic, from, to],
    );
    if (moved.length === 0)
      throw new Error(`The place of the relay in ${this.#schema}.${topic} was changed while it relayed.`);
  }

  /** Removes events that are relayed and older than their topic keeps them: some. False if there may be more. */
  async prune(): Promise<boolean> {
    const [removed] = await this.#connection.query<{ count: bigint }>(
      `with removed as (
         delete from outbox where (topic, position) in (
           select event.topic, event.position
           from outbox event
             join outbox_topic topic on topic.name = event.topic
             join outbox_relay relay on relay.topic = event.topic
           where event.position <= relay.position and event.at < now() - topic.keep_for
           limit $1)
         returning 1
       )
       select count(*) from removed`,
      [PRUNE_LIMIT],
    );
    return (removed?.count ?? 0n) < PRUNE_LIMIT;
  }
}
