import { GAP } from '../parser/month-table.ts';

const QUARTER_MINUTES = 15;
const QUARTERS_PER_DAY = 96;

/** Half-open span of minutes since 1970-01-01T00:00Z. */
export interface MinuteSpan {
  readonly from: number;
  readonly to: number;
}

/** One resolution of a series' day, before and after; undefined where there is none. */
export interface ChunkChange {
  readonly minutes: number;
  readonly before: Int32Array | undefined;
  readonly after: Int32Array | undefined;
}

/** A changed span, and whether a value in it has become a gap. */
export interface ChangedSpan extends MinuteSpan {
  readonly loses: boolean;
}

/** Where two versions of a chunk differ, as minutes of the day; undefined where they do not. */
export function changedMinutes(change: ChunkChange): ChangedSpan | undefined {
  const { minutes, before, after } = change;
  const intervals = (24 * 60) / minutes;
  let first = -1;
  let last = -1;
  let loses = false;
  for (let at = 0; at < intervals; at++) {
    const value = after?.[at] ?? GAP;
    if ((before?.[at] ?? GAP) === value) continue;
    if (first < 0) first = at;
    last = at;
    if (value === GAP) loses = true;
  }
  return first < 0 ? undefined : { from: first * minutes, to: (last + 1) * minutes, loses };
}

/**
 * Minutes of a day that had a value at some resolution and have none at any after the change. A series that
 * is published in finer intervals than before loses nothing.
 */
export function removedMinutes(day: readonly ChunkChange[]): number {
  const before = new Uint8Array(QUARTERS_PER_DAY);
  const after = new Uint8Array(QUARTERS_PER_DAY);
  for (const chunk of day) {
    cover(before, chunk.before, chunk.minutes);
    cover(after, chunk.after, chunk.minutes);
  }
  let removed = 0;
  for (const [quarter, had] of before.entries()) if (had && !after[quarter]) removed += QUARTER_MINUTES;
  return removed;
}

function cover(quarters: Uint8Array, kilowatts: Int32Array | undefined, minutes: number): void {
  const width = minutes / QUARTER_MINUTES;
  kilowatts?.forEach((value, at) => {
    if (value !== GAP) quarters.fill(1, at * width, (at + 1) * width);
  });
}
