import type { MsRange } from './encode-runs.ts';

export const MS_PER_DAY = 86_400_000;

/** The UTC days, counted from 1970-01-01, that hold the interval starts of a range: `[fromDay, toDay)`. */
export function daysOf(range: MsRange): { fromDay: number; toDay: number } {
  return { fromDay: Math.floor(range.from / MS_PER_DAY), toDay: Math.ceil(range.to / MS_PER_DAY) };
}
