import type { Cursor } from '../series/cursor.ts';
import type { StreamName } from '../series/series-key.ts';

/** Whether a part works: `down` is tried again with back-off. */
export type HealthState = 'up' | 'starting' | 'down';

/** How the roles of all processes are, and the storage of every stream. */
export interface Health {
  readonly roles: readonly {
    /** For example `importer:load`. */
    readonly role: string;
    readonly state: HealthState;
    readonly since: Date;
    /** Why it is down; empty otherwise. */
    readonly reason: string;
    /** Who runs it: host and process, for example `importer-1/7`. A role may be run by several. */
    readonly process: string;
    /** When that process was last heard of, if that was more than a minute ago; the role counts as down then. */
    readonly silentSince?: Date;
  }[];
  readonly streams: readonly {
    readonly stream: StreamName;
    readonly state: HealthState;
    readonly reason: string;
    readonly head?: Cursor;
    /** When the last import was applied. */
    readonly importedAt?: Date;
    /** End of the last interval with a value. */
    readonly dataUntil?: Date;
  }[];
}

/** An event that a consumer gave up on. */
export interface DeadLetter {
  readonly id: number;
  readonly topic: string;
  readonly group: string;
  readonly key: string;
  /** The event as JSON. */
  readonly payload: string;
  readonly error: string;
  readonly attempts: number;
  readonly parkedAt: Date;
}
