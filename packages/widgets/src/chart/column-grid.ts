import type { SegmentPyramid, ValueSummary } from './segment-pyramid.ts';
import { firstEndingAfter, type TimeSpan } from './time-span.ts';

/** A time range cut into equal columns, one for each device pixel of the plot's width. */
export interface ColumnGrid extends TimeSpan {
  readonly count: number;
}

/** What one segment has in one column. Reused from visit to visit. */
export interface ColumnCell extends ValueSummary {
  first: number;
  last: number;
  /** Share (0, 1] of the column that the values' intervals cover. */
  share: number;
  /** Sum of the values, each times the share of the column that it covers. */
  weighted: number;
}

/**
 * Visits every (segment, column) pair that overlaps, in time order. Gaps are not visited. What a column
 * costs does not depend on how many values lie in it.
 */
export function visitColumns(
  pyramids: readonly SegmentPyramid[],
  grid: ColumnGrid,
  visit: (column: number, cell: ColumnCell) => void,
): void {
  const columnMs = (grid.to - grid.from) / grid.count;
  for (let i = firstEndingAfter(pyramids, grid.from); i < pyramids.length; i++) {
    const pyramid = pyramids[i];
    if (!pyramid || pyramid.start >= grid.to) return;
    visitSegment(pyramid, { columnMs, ...grid }, visit);
  }
}

function visitSegment(
  pyramid: SegmentPyramid,
  grid: ColumnGrid & { readonly columnMs: number },
  visit: (column: number, cell: ColumnCell) => void,
): void {
  const { megawatts, start, stepMs } = pyramid;
  const columnsPerStep = stepMs / grid.columnMs;
  const origin = (start - grid.from) / grid.columnMs;
  const indexAt = (column: number) =>
    Math.min(megawatts.length, Math.max(0, snapped((column - origin) / columnsPerStep, columnsPerStep)));
  const firstColumn = Math.max(0, Math.floor(origin));
  const end = Math.min(grid.count, Math.ceil(origin + megawatts.length * columnsPerStep));
  const cell: ColumnCell = { low: 0, high: 0, sum: 0, first: 0, last: 0, share: 0, weighted: 0 };
  let right = indexAt(firstColumn);
  for (let column = firstColumn; column < end; column++) {
    const left = right;
    right = indexAt(column + 1);
    if (right <= left) continue;
    const from = Math.floor(left);
    const to = Math.ceil(right);
    pyramid.summarize(from, to, cell);
    cell.first = megawatts[from] ?? Number.NaN;
    cell.last = megawatts[to - 1] ?? Number.NaN;
    cell.share = (right - left) * columnsPerStep;
    // The first and the last value may reach beyond the column. One value alone stays exactly what it is.
    cell.weighted =
      to - from === 1
        ? cell.first * cell.share
        : (cell.sum - cell.first * (left - from) - cell.last * (to - right)) * columnsPerStep;
    visit(column, cell);
  }
}

/**
 * An edge that rounding has put a hair (in columns) beside a value's belongs on it: else a value would
 * leave a sliver of itself in the gap next to it.
 */
function snapped(index: number, columnsPerStep: number): number {
  const nearest = Math.round(index);
  return Math.abs(index - nearest) * columnsPerStep < 1e-6 ? nearest : index;
}
