/** Runs one SQL statement in the caller's open transaction, whatever driver it uses. */
export type Execute = (sql: string, parameters: unknown[]) => Promise<unknown>;

export interface BusEvent {
  /** Increases without gaps within a topic. */
  readonly position: bigint;
  /** Events of one key are handled in the order they were committed. */
  readonly key: string;
  /** JSON value, as published. */
  readonly payload: unknown;
}

export interface ConsumeOptions {
  readonly topic: string;
  /** Consumers of one group share the work; each group sees every event. */
  readonly group: string;
  /** At least once: must be idempotent. What it throws is tried again with back-off; after five tries the event is parked. */
  readonly handle: (event: BusEvent, signal: AbortSignal) => Promise<void>;
  /**
   * Handles events that wait, two or more in their order, at once where that is cheaper. What it throws counts as no try:
   * they are then handled one after the other.
   */
  readonly handleAll?: (events: readonly BusEvent[], signal: AbortSignal) => Promise<void>;
  /** Called when it listens, or stands by while another consumer of the group works: not while the bus itself is down. */
  readonly onListening?: () => void;
  readonly signal: AbortSignal;
}

export interface TailOptions {
  readonly topic: string;
  /** Called once when listening, then after events were committed; many events may be one call. A hint, never data. */
  readonly onWake: () => void;
  readonly signal: AbortSignal;
}

/** An event that a group gave up after five tries. */
export interface ParkedEvent extends BusEvent {
  /** Increases in the order of parking. */
  readonly id: bigint;
  readonly topic: string;
  readonly group: string;
  /** Message of what the last try threw. */
  readonly error: string;
  readonly attempts: number;
  readonly parkedAt: Date;
}

/** How far a group of consumers is behind what was published to a topic. */
export interface GroupLag {
  readonly topic: string;
  readonly group: string;
  /** Events that it has not handled. */
  readonly events: number;
  /** Age of the oldest of them, in seconds; 0 where there is none. */
  readonly seconds: number;
}

export interface ListParkedOptions {
  readonly limit: number;
  /** Only events parked before the one of this id. */
  readonly before?: bigint | undefined;
}

/** Carries domain events between roles. */
export interface EventBus {
  /** Stores the event in the caller's transaction: announced if and only if that commits. */
  publish(execute: Execute, event: { topic: string; key: string; payload: unknown }): Promise<void>;
  /**
   * Handles every event of the topic until the signal aborts, from the oldest that the group has not seen.
   * Rejects when the bus itself fails, or when `handle` throws a failure that passes by itself (`isTransient`):
   * that does not count as a try. Run it again then.
   */
  consume(options: ConsumeOptions): Promise<void>;
  /** Wakes every listener, on every node, until the signal aborts; rejects when the bus itself fails. */
  tail(options: TailOptions): Promise<void>;
  /** The events that were given up, newest first. */
  listParked(options: ListParkedOptions): Promise<ParkedEvent[]>;
  /**
   * Puts a parked event back in line: at the end of its topic, under a new position, for the group that gave it up
   * alone. False if there is no such event.
   */
  retryParked(id: bigint): Promise<boolean>;
  /** How far the groups are behind whose places are not in the outbox: none where PostgreSQL carries the events. */
  groupLags(): Promise<readonly GroupLag[]>;
}
