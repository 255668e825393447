import { type Segment, segmentEnd } from './segment.ts';
import type { TimeSpan } from './time-span.ts';

/** A time range cut into equal columns, one for each device pixel of the plot's width. */
export interface ColumnGrid extends TimeSpan {
  readonly count: number;
}

/** One value's share of one column. */
export type ColumnVisitor = (column: number, value: number, share: number) => void;

/**
 * Visits every (value, column) pair that overlaps, in time order, with the share (0, 1] of the
 * column that the value's interval covers. Gaps are not visited.
 */
export function visitColumns(segments: readonly Segment[], grid: ColumnGrid, visit: ColumnVisitor): void {
  const columnAt = (time: number) => snapped(((time - grid.from) / (grid.to - grid.from)) * grid.count);
  for (const segment of segments) {
    if (segmentEnd(segment) <= grid.from || segment.start >= grid.to) continue;
    const { start, stepMs, megawatts } = segment;
    const firstIndex = Math.max(0, Math.floor((grid.from - start) / stepMs));
    const lastIndex = Math.min(megawatts.length, Math.ceil((grid.to - start) / stepMs));
    for (let i = firstIndex; i < lastIndex; i++) {
      const value = megawatts[i] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      const left = Math.max(0, columnAt(start + i * stepMs));
      const right = Math.min(grid.count, columnAt(start + (i + 1) * stepMs));
      for (let column = Math.floor(left); column < right; column++) {
        visit(column, value, Math.min(right, column + 1) - Math.max(left, column));
      }
    }
  }
}

/**
 * An edge that rounding has put a hair beside a column's belongs on it: else a value would leave a
 * sliver of itself in the gap next to it.
 */
function snapped(column: number): number {
  const nearest = Math.round(column);
  return Math.abs(column - nearest) < 1e-6 ? nearest : column;
}
