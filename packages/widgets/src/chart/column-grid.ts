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
  const perMs = grid.count / (grid.to - grid.from);
  for (const segment of segments) {
    if (segmentEnd(segment) <= grid.from || segment.start >= grid.to) continue;
    const { start, stepMs, megawatts } = segment;
    const firstIndex = Math.max(0, Math.floor((grid.from - start) / stepMs));
    const lastIndex = Math.min(megawatts.length, Math.ceil((grid.to - start) / stepMs));
    for (let i = firstIndex; i < lastIndex; i++) {
      const value = megawatts[i] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      const left = Math.max(0, (start + i * stepMs - grid.from) * perMs);
      const right = Math.min(grid.count, (start + (i + 1) * stepMs - grid.from) * perMs);
      for (let column = Math.floor(left); column < right; column++) {
        visit(column, value, Math.min(right, column + 1) - Math.max(left, column));
      }
    }
  }
}
