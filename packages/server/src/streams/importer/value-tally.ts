import { GAP } from '../parser/month-table.ts';
import type { ChunkChange } from './change-set.ts';

/** How the values of a series change by an import. Times are minutes since 1970-01-01T00:00Z. */
export interface ValueTally {
  /** Values where there were none at that resolution. */
  added: number;
  /** End of the last interval with one. */
  addedUntil: number | undefined;
  /** Values that become others. */
  revised: number;
  /** Minutes of which nothing is known any more, at any resolution. */
  removedMinutes: number;
  /** Half-open, around what is revised or removed. */
  revisedFrom: number | undefined;
  revisedTo: number | undefined;
}

export const emptyTally = (): ValueTally => ({
  added: 0,
  addedUntil: undefined,
  revised: 0,
  removedMinutes: 0,
  revisedFrom: undefined,
  revisedTo: undefined,
});

/** Adds what a chunk changes to the tally of its series. @param dayStart minutes since 1970-01-01T00:00Z */
export function tallyChunk(
  tally: ValueTally,
  { minutes, before, after }: ChunkChange,
  dayStart: number,
): void {
  const intervals = (24 * 60) / minutes;
  for (let at = 0; at < intervals; at++) {
    const known = before?.[at] ?? GAP;
    const value = after?.[at] ?? GAP;
    if (known === value) continue;
    const from = dayStart + at * minutes;
    if (known === GAP) {
      tally.added += 1;
      tally.addedUntil = Math.max(tally.addedUntil ?? 0, from + minutes);
      continue;
    }
    if (value !== GAP) tally.revised += 1;
    tally.revisedFrom = Math.min(tally.revisedFrom ?? from, from);
    tally.revisedTo = Math.max(tally.revisedTo ?? 0, from + minutes);
  }
}
