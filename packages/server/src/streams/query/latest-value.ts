import type { Stretch } from './pick-finest.ts';

/** One value and the interval it is the mean of. */
export interface IntervalValue {
  /** Epoch milliseconds. */
  readonly start: number;
  readonly stepMinutes: number;
  readonly kilowatts: number;
}

/** Values older than this are not the state at a time any more. */
export const SNAPSHOT_MAX_AGE_MS = 24 * 3_600_000;

/**
 * The latest values first: of stretches in time order, those that start at or before `at` and no
 * earlier than 24 hours before it.
 */
export function* latestFirst(stretches: readonly Stretch[], at: number): Generator<IntervalValue> {
  for (const { start, stepMinutes, kilowatts } of stretches.toReversed()) {
    for (let slot = kilowatts.length - 1; slot >= 0; slot--) {
      const value = kilowatts[slot] ?? null;
      const slotStart = start + slot * stepMinutes * 60_000;
      if (slotStart < at - SNAPSHOT_MAX_AGE_MS) return;
      if (value !== null && slotStart <= at) yield { start: slotStart, stepMinutes, kilowatts: value };
    }
  }
}
