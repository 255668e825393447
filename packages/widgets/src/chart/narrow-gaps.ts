import { type ColumnGrid, gridSpan } from './column-grid.ts';
import { firstEndingAfter, type TimeSpan } from './time-span.ts';

/** A gap of a pixel or more that lies across two columns, so that neither is empty. */
export interface NarrowGap {
  /** The column that is more of a gap, and the other one. */
  readonly wider: number;
  readonly other: number;
}

/**
 * The gaps between spans (in order, apart) that are a pixel wide or more and would still not be seen, as each of the
 * two columns they lie in has a value too.
 */
export function narrowGaps(spans: readonly TimeSpan[], grid: ColumnGrid): NarrowGap[] {
  const { columnMs } = grid;
  const { from, to } = gridSpan(grid);
  const found: NarrowGap[] = [];
  let end: number | undefined;
  for (let i = firstEndingAfter(spans, from); i < spans.length; i++) {
    const span = spans[i];
    if (!span || span.from >= to) break;
    const start = span.from / columnMs - grid.first;
    if (end !== undefined && start - end >= 1 - TOLERANCE) {
      const [first, last] = [Math.floor(end + TOLERANCE), Math.ceil(start - TOLERANCE) - 1];
      // With a whole column between them, or all of one of them, the gap is seen as it is.
      const isFirstWhole = end - first <= TOLERANCE;
      const isLastWhole = last + 1 - start <= TOLERANCE;
      if (last - first === 1 && !isFirstWhole && !isLastWhole) {
        const isFirstWider = first + 1 - end >= start - last;
        found.push(isFirstWider ? { wider: first, other: last } : { wider: last, other: first });
      }
    }
    end = span.to / columnMs - grid.first;
  }
  return found;
}

/** For the rounding of times to columns. */
const TOLERANCE = 1e-5;
