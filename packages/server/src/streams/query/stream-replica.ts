import { FreshAnswer } from '../../platform/fresh-answer.ts';
import { inTime, LateError } from '../../platform/in-time.ts';
import type { Log } from '../../platform/log.ts';
import type { Database, Sql } from '../../platform/postgres/database.ts';
import { isMissingSchema, isTransient } from '../../platform/postgres/transient-error.ts';
import type { StreamName } from '../definitions.ts';
import type { StreamCursor } from './series-store.ts';

/** A replica that says nothing for so long is not read from, and a primary that does is away. */
const PATIENCE_MS = 1_000;
/** How long it is believed how far the replica had come: it may be exchanged for another one. */
const KEPT_MS = 5_000;
/** A connection that is younger is not given up for a late answer: to make one may take longer than anybody is waited for. */
const CONNECTING_MS = 10_000;

export interface StreamReplicaOptions {
  readonly stream: StreamName;
  readonly primary: Sql;
  /** Opens a connection that has nothing else to do: a primary that is busy with reads must not look like one that is away. */
  readonly openHead: () => Database;
  readonly replica: Sql;
  /** What the replica may be behind while the primary cannot be asked, in milliseconds. */
  readonly maxLagMs: number;
  readonly log: Log;
  /** By default what the replica says itself. */
  readonly readState?: (sql: Sql) => Promise<ReplicaState>;
  /** The current time, epoch milliseconds. */
  readonly now?: () => number;
}

/** Where a replica stands. */
export interface ReplicaState extends StreamCursor {
  /** Most that it is behind its primary, in milliseconds; infinite where it cannot know. */
  readonly lagMs: number;
}

/**
 * A read replica of one stream. It is read from only where it has everything that the primary had when the question came:
 * whichever node a client asked before, and whatever it was told by a live stream, it never sees the stream go back. What
 * that costs the primary is one row for all who ask at a time.
 */
export class StreamReplica {
  readonly #options: StreamReplicaOptions;
  #head: { readonly database: Database; readonly since: number };
  readonly #primary: FreshAnswer<StreamCursor>;
  readonly #replica: FreshAnswer<ReplicaState | undefined>;
  /** The newest revision that was known. */
  #newest: StreamCursor | undefined;
  /** When the primary was asked last of the times that it answered. */
  #heardAt = -Infinity;
  /** When it was first found away after that. */
  #awaySince = Infinity;
  #seen: { readonly state: ReplicaState; readonly at: number } | undefined;
  #complaint = '';

  constructor(options: StreamReplicaOptions) {
    this.#options = options;
    this.#head = this.#openHead();
    this.#primary = new FreshAnswer(() => this.#readPrimary());
    this.#replica = new FreshAnswer(() => this.#readReplica(options.replica));
  }

  /** The pool to read from now. */
  async choose(): Promise<Sql> {
    const { primary, replica } = this.#options;
    const newest = await this.#askPrimary();
    if (newest === undefined) return this.#mayStandIn(await this.#replica.get()) ? replica : primary;
    return (await this.#has(newest)) ? replica : primary;
  }

  /** Whether the primary is away and the replica answers for it. Asks both at once: whoever probes does not wait long. Never rejects. */
  async standsIn(): Promise<boolean> {
    try {
      const [newest, state] = await Promise.all([this.#askPrimary(), this.#replica.get()]);
      return newest === undefined && this.#mayStandIn(state);
    } catch {
      return false;
    }
  }

  /** Closes the connection that it opened. */
  close(): Promise<void> {
    return this.#head.database.close();
  }

  #openHead() {
    const { openHead, now = Date.now } = this.#options;
    return { database: openHead(), since: now() };
  }

  async #readPrimary(): Promise<StreamCursor> {
    const { now = Date.now } = this.#options;
    const { database, since } = this.#head;
    try {
      return await inTime(readHead(database.sql), PATIENCE_MS);
    } catch (error) {
      // Of a machine that vanished and is back, the system would wait for its old connection for a quarter of an hour.
      if (error instanceof LateError && now() - since >= CONNECTING_MS) {
        this.#head = this.#openHead();
        void database.close();
      }
      throw error;
    }
  }

  /** Undefined while it is away. */
  async #askPrimary(): Promise<StreamCursor | undefined> {
    const { now = Date.now } = this.#options;
    const askedAt = now();
    try {
      this.#newest = await this.#primary.get();
    } catch (error) {
      if (error instanceof LateError || isTransient(error)) {
        this.#awaySince = Math.min(this.#awaySince, now());
        return undefined;
      }
      if (!isMissingSchema(error)) throw error;
      // Reading from it says so better.
      this.#newest = { epoch: '', revision: -1n };
    }
    this.#heardAt = askedAt;
    this.#awaySince = Infinity;
    return this.#newest;
  }

  async #has(cursor: StreamCursor): Promise<boolean> {
    const { now = Date.now } = this.#options;
    if (this.#seen && now() - this.#seen.at < KEPT_MS && reaches(this.#seen.state, cursor)) return true;
    const state = await this.#replica.get();
    return state !== undefined && reaches(state, cursor);
  }

  /**
   * Whether the replica may answer for a primary that is away. How far it can be behind is known from itself, or from here: what
   * had come to it when the primary was last heard lacks only what the primary wrote from then until it was found away. One that
   * lives, and is only not reached from here, may have written on: that is known only where the replica hears it.
   */
  #mayStandIn(state: ReplicaState | undefined): boolean {
    if (!state || (this.#newest !== undefined && !reaches(state, this.#newest))) return false;
    const unheardMs = this.#awaySince - this.#heardAt;
    return Math.min(state.lagMs, unheardMs) <= this.#options.maxLagMs;
  }

  async #readReplica(sql: Sql): Promise<ReplicaState | undefined> {
    const { stream, log, readState = readReplicaState, now = Date.now } = this.#options;
    try {
      const state = await inTime(readState(sql), PATIENCE_MS);
      if (this.#complaint !== '') log.info({ stream }, 'the replica answers again');
      this.#complaint = '';
      this.#seen = { state, at: now() };
      return state;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== this.#complaint)
        log.warn({ stream, reason }, 'the replica is not there: the primary is read');
      this.#complaint = reason;
      this.#seen = undefined;
      return undefined;
    }
  }
}

const reaches = (state: StreamCursor, { epoch, revision }: StreamCursor): boolean =>
  state.epoch === epoch && state.revision >= revision;

async function readHead(sql: Sql): Promise<StreamCursor> {
  const [row] = await sql<StreamCursor[]>`select epoch, head as revision from stream_state`;
  if (!row) throw new Error('the stream has no row in stream_state');
  return row;
}

/**
 * What a replica says of itself. One that has replayed all it got is behind nothing while it hears its primary: nothing may have
 * happened for long. One that hears nobody may lack whatever came after the last change that it has. That it hears nobody it
 * notices at once where its primary says so, and by `wal_receiver_timeout` where that is gone without a word. To others
 * than members of `pg_read_all_stats` only that there is a receiver is shown.
 */
export async function readReplicaState(sql: Sql): Promise<ReplicaState> {
  const [row] = await sql<ReplicaState[]>`
    select epoch, head as revision, case
      when pg_is_in_recovery() and pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()
        and exists (select from pg_stat_wal_receiver where coalesce(status, 'streaming') = 'streaming')
      then 0
      else coalesce(extract(epoch from now() - pg_last_xact_replay_timestamp()) * 1000, 'Infinity')
      end::float8 as "lagMs"
    from stream_state`;
  if (!row) throw new Error('it has no row in stream_state');
  return row;
}
