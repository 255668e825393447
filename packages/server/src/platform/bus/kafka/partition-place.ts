import type { Database } from '../../postgres/database.ts';
import type { BusEvent } from '../event-bus.ts';
import type { GroupPlace } from '../settle.ts';
import { DEAD_LETTERS } from './kafka-topics.ts';

/** What a group has committed of a partition: an offset, and what stands beside it. */
export interface PlaceNote {
  /** Of the next message. */
  readonly offset: bigint;
  /** The last event that was handled or given up; 0 if none was. */
  readonly position: bigint;
  /** Failed tries of the next event. */
  readonly attempts: number;
}

/** The text that Kafka keeps beside a committed offset. */
export function textOfNote(outbox: string, { position, attempts }: PlaceNote): string {
  return JSON.stringify({ outbox, position: String(position), attempts });
}

/** Reads that text. Undefined if it says nothing of this outbox. */
export function readNote(outbox: string, offset: bigint, text: string | null): PlaceNote | undefined {
  const match = /^\{"outbox":"([^"]*)","position":"(\d{1,19})","attempts":(\d{1,2})\}$/.exec(text ?? '');
  if (match?.[1] !== outbox) return undefined;
  return { offset, position: BigInt(match[2] ?? 0), attempts: Number(match[3]) };
}

export interface PartitionPlaceOptions {
  readonly database: Database;
  readonly topic: string;
  readonly group: string;
  readonly note: PlaceNote;
  /** Writes the note down. */
  readonly commit: (note: PlaceNote) => Promise<void>;
}

/** Where a group stands in a partition. Its note goes with the offset, so that both are always of one moment. */
export class PartitionPlace implements GroupPlace {
  readonly name: string;
  readonly #options: PartitionPlaceOptions;
  /** Offsets of the events in hand, by their position. */
  readonly #offsets = new Map<bigint, bigint>();
  #note: PlaceNote;

  constructor(options: PartitionPlaceOptions) {
    this.name = options.group;
    this.#options = options;
    this.#note = options.note;
  }

  get attempts(): number {
    return this.#note.attempts;
  }

  /** The last event that was handled or given up. */
  get position(): bigint {
    return this.#note.position;
  }

  /** Takes an event in hand that came with this offset. */
  take(event: BusEvent, offset: bigint): void {
    this.#offsets.set(event.position, offset);
  }

  advance({ position }: BusEvent): Promise<void> {
    const offset = this.#offsets.get(position);
    if (offset === undefined) throw new Error(`event ${position} is not in hand`);
    return this.#move({ offset: offset + 1n, position, attempts: 0 });
  }

  noteAttempts(attempts: number): Promise<void> {
    return this.#move({ ...this.#note, attempts });
  }

  /** Also announces the event among the dead letters. */
  async park(event: BusEvent, attempts: number, error: string): Promise<void> {
    const { database, topic, group } = this.#options;
    const { position, key, payload } = event;
    // PostgreSQL's text holds no NUL.
    const reason = error.replaceAll('\0', '\uFFFD');
    const json = JSON.stringify(payload);
    const headers = { topic, group, position: String(position), attempts: String(attempts), error: reason };
    // Between this and the commit the process may die: then the event is parked again, and that is nothing.
    await database.sql`
      with parked as (
        insert into parked_event (topic, consumer_group, position, key, payload, error, attempts)
        values (${topic}, ${group}, ${position}, ${key}, ${json}::text::jsonb, ${reason}, ${attempts})
        on conflict (topic, consumer_group, position) do nothing
        returning 1
      ), counter as (
        insert into outbox_topic as topic (name, head) select ${DEAD_LETTERS}, 1 from parked
        on conflict (name) do update set head = topic.head + 1
        returning head
      )
      insert into outbox (topic, position, key, payload, headers)
      select ${DEAD_LETTERS}, head, ${key}, ${json}::text::jsonb, ${JSON.stringify(headers)}::text::jsonb
      from counter`;
    await this.advance(event);
  }

  /** Nothing is left to do before this offset. */
  async passTo(offset: bigint): Promise<void> {
    this.#offsets.clear();
    if (offset > this.#note.offset) await this.#move({ ...this.#note, offset });
  }

  async #move(note: PlaceNote): Promise<void> {
    await this.#options.commit(note);
    this.#note = note;
  }
}
