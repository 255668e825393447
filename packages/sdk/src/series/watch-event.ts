import type { Cursor } from './cursor.ts';
import type { Segment, TimeRange } from './segment.ts';
import type { SeriesKey } from './series-key.ts';
import type { SeriesValues } from './series-values.ts';

/** New content of one series: what it had in the range is replaced by the segments. */
export interface SeriesPatch {
  readonly key: SeriesKey;
  /** Lies in the range that is watched. */
  readonly range: TimeRange;
  /** No segment means that nothing is known in the range any more. */
  readonly segments: readonly Segment[];
}

interface WatchState {
  /** Every watched series as it is now, in the order of the read, later ones after them. */
  readonly series: readonly SeriesValues[];
  /** The state holds every change up to here. */
  readonly cursor: Cursor;
}

/** The state as a whole: the first event, and again when the consumer was too slow for the patches. */
export interface SnapshotEvent extends WatchState {
  readonly type: 'snapshot';
  /** Generation: see {@link SeriesResult.completeUntil}, as it was at the last read. */
  readonly completeUntil?: number;
}

/** Some series have changed. */
export interface PatchEvent extends WatchState {
  readonly type: 'patch';
  readonly patches: readonly SeriesPatch[];
}

/** The server could not continue the watch: the state was read afresh and may differ anywhere. */
export interface ResetEvent extends WatchState {
  readonly type: 'reset';
  /** Why, for logs. */
  readonly reason: string;
  /** Generation: see {@link SeriesResult.completeUntil}. */
  readonly completeUntil?: number;
}

/** One event of a watch. Whatever its type, `series` is the state after it. */
export type WatchEvent = SnapshotEvent | PatchEvent | ResetEvent;
