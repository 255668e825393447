import type { BusConnection } from './bus-connection.ts';
import type { BusEvent } from './event-bus.ts';
import type { GroupPlace } from './settle.ts';

/** Rows removed in one go. */
const PRUNE_LIMIT = 10_000;

/** Where a group stands in a topic: all SQL of consuming. */
export class ConsumerGroup implements GroupPlace {
  readonly name: string;
  /** Failed tries of the next event. */
  attempts = 0;
  readonly #connection: BusConnection;
  readonly #schema: string;
  readonly #topic: string;
  #position = 0n;

  constructor(
    connection: BusConnection,
    { schema, topic, name }: { schema: string; topic: string; name: string },
  ) {
    this.#connection = connection;
    this.#schema = schema;
    this.#topic = topic;
    this.name = name;
  }

  /** Becomes the one consumer of the group that works, until the connection ends. False if there is one. */
  async tryLead(): Promise<boolean> {
    const lock = JSON.stringify(['outbox', this.#schema, this.#topic, this.name]);
    const [row] = await this.#connection.query<{ leads: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as leads',
      [lock],
    );
    if (row?.leads !== true) return false;
    const [stored] = await this.#connection.query<{ position: bigint; attempts: number }>(
      `insert into outbox_consumer as consumer (topic, consumer_group) values ($1, $2)
       on conflict (topic, consumer_group) do update set position = consumer.position
       returning position, attempts`,
      [this.#topic, this.name],
    );
    this.#position = stored?.position ?? 0n;
    this.attempts = stored?.attempts ?? 0;
    return true;
  }

  /** The next events, in order. */
  async read(limit: number): Promise<BusEvent[]> {
    const rows = await this.#connection.query<{
      place: bigint;
      position: bigint | null;
      key: string;
      payload: unknown;
    }>(
      `select consumer.position as place, event.position, event.key, event.payload
       from outbox_consumer consumer left join lateral (
         select position, key, payload from outbox
         where topic = $1 and position > consumer.position and (only_group is null or only_group = $2)
         order by position limit $3
       ) event on true
       where consumer.topic = $1 and consumer.consumer_group = $2
       order by event.position`,
      [this.#topic, this.name, limit],
    );
    this.#expectPlace(rows[0]?.place);
    return rows.flatMap(({ position, key, payload }) =>
      position === null ? [] : [{ position, key, payload }],
    );
  }

  /** The event is handled, and all before it. */
  advance({ position }: BusEvent): Promise<void> {
    return this.#move('', position, 0, []);
  }

  /** The next event failed so many times. */
  noteAttempts(attempts: number): Promise<void> {
    return this.#move('', this.#position, attempts, []);
  }

  /** Gives the event up, and goes on. */
  park({ position, key, payload }: BusEvent, attempts: number, error: string): Promise<void> {
    return this.#move(
      `with parked as (
         insert into parked_event (topic, consumer_group, position, key, payload, error, attempts)
         values ($1, $2, $4, $6, $7, $8, $9)
         on conflict (topic, consumer_group, position) do nothing
       )`,
      position,
      0,
      // PostgreSQL's text holds no NUL.
      [key, JSON.stringify(payload), error.replaceAll('\0', '\uFFFD'), attempts],
    );
  }

  /**
   * Removes events of the whole schema that are older than their topic keeps them and that every group of it has
   * handled: some of them. False if there may be more.
   */
  async prune(): Promise<boolean> {
    const [removed] = await this.#connection.query<{ count: bigint }>(
      `with removed as (
         delete from outbox where (topic, position) in (
           select event.topic, event.position
           from outbox event join outbox_topic topic on topic.name = event.topic
           where event.at < now() - topic.keep_for and not exists (
             select from outbox_consumer consumer
             where consumer.topic = event.topic and consumer.position < event.position
               and (event.only_group is null or event.only_group = consumer.consumer_group))
           limit $1)
         returning 1
       )
       select count(*) from removed`,
      [PRUNE_LIMIT],
    );
    return (removed?.count ?? 0n) < PRUNE_LIMIT;
  }

  /** Changes the group's row, together with another statement whose parameters start at $6. */
  async #move(withOther: string, position: bigint, attempts: number, parameters: unknown[]): Promise<void> {
    const [row] = await this.#connection.query<{ place: bigint }>(
      `${withOther}
       update outbox_consumer set position = $4, attempts = $5
       where topic = $1 and consumer_group = $2 and position = $3
       returning $3::bigint as place`,
      [this.#topic, this.name, this.#position, position, attempts, ...parameters],
    );
    this.#expectPlace(row?.place);
    this.#position = position;
    this.attempts = attempts;
  }

  /** Dropping and creating the schema anew, say, puts the group elsewhere: then it must start afresh. */
  #expectPlace(place: bigint | undefined): void {
    if (place === this.#position) return;
    throw new Error(
      `The place of group ${this.name} in ${this.#schema}.${this.#topic} was changed while it consumed: ` +
        `it was at ${this.#position}, and is ${place === undefined ? 'gone' : `at ${place}`}.`,
    );
  }
}
