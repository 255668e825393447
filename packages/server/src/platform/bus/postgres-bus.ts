import type { Log } from '../log.ts';
import type { Database } from '../postgres/database.ts';
import { consumeOutbox } from './consume-outbox.ts';
import type {
  ConsumeOptions,
  EventBus,
  Execute,
  GroupLag,
  ListParkedOptions,
  ParkedEvent,
  TailOptions,
} from './event-bus.ts';
import { type NewEvent, Outbox } from './outbox.ts';
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
  readonly #outbox: Outbox;

  constructor({ database, log, times }: PostgresBusOptions) {
    this.#database = database;
    this.#log = log;
    this.#times = { ...TIMES, ...times };
    this.#outbox = new Outbox(database);
  }

  publish(execute: Execute, event: NewEvent): Promise<void> {
    return this.#outbox.publish(execute, event);
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

  listParked(options: ListParkedOptions): Promise<ParkedEvent[]> {
    return this.#outbox.listParked(options);
  }

  retryParked(id: bigint): Promise<boolean> {
    return this.#outbox.retryParked(id);
  }

  async groupLags(): Promise<readonly GroupLag[]> {
    return [];
  }
}
