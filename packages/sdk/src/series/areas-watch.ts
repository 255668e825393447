import type { Cursor } from './cursor.ts';
import type { TimeRange } from './segment.ts';
import type { Area } from './series-key.ts';

/** Areas of a stream, and how far the stream had come when they were read. */
export interface AreasResult {
  /** By map code. */
  readonly areas: readonly Area[];
  readonly cursor: Cursor;
}

/** One event of a watch of every area of a stream. */
export interface AreasEvent {
  /**
   * - `snapshot`: the first event, and again when the consumer was too slow for the changes
   * - `change`: something has changed in the range
   * - `reset`: the server could not continue the watch; anything may have changed
   */
  readonly type: 'snapshot' | 'change' | 'reset';
  /** What was read of the stream before this may be out of date in this range. */
  readonly range: TimeRange;
  /** The areas as they were last read: by a `snapshot` at the start, and by a `reset`. */
  readonly areas: readonly Area[];
  /** Where the stream stands. */
  readonly cursor: Cursor;
}
