import type { SegmentPyramid, ValueSummary } from './segment-pyramid.ts';
import { EVER, firstEndingAfter, type TimeSpan } from './time-span.ts';

/**
 * Equal columns of time, one for each device pixel of a plot's width. They are counted from the epoch, so that the
 * columns of all grids of one width with a whole `first` are the same columns: what has been found out about one of
 * them holds in each grid that has it.
 */
export interface ColumnGrid {
  /** Width of a column in milliseconds. */
  readonly columnMs: number;
  /** Number of the first column. */
  readonly first: number;
  /** How many columns there are. */
  readonly count: number;
}

/** So many columns over exactly this range. */
export function gridOver({ from, to }: TimeSpan, count: number): ColumnGrid {
  const columnMs = (to - from) / count;
  return { columnMs, first: from / columnMs, count };
}

/**
 * So many columns, at least two, at whole multiples of their width, that hold this range: one of them is needed because
 * the range begins somewhere within its first column. Ranges of one length have columns of one width.
 */
export function alignedGrid({ from, to }: TimeSpan, count: number): ColumnGrid {
  const columnMs = (to - from) / Math.max(1, count - 1);
  return { columnMs, first: Math.floor(from / columnMs), count };
}

/** The time that the columns of a grid stand for. */
export function gridSpan({ columnMs, first, count }: ColumnGrid): TimeSpan {
  return { from: first * columnMs, to: (first + count) * columnMs };
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
 * Visits every (segment, column) pair that overlaps, in time order, columns by their place in the grid. Gaps are not
 * visited. What a column costs does not depend on how many values lie in it.
 *
 * @param range what lies outside it is not visited, even where a column reaches beyond it
 */
export function visitColumns(
  pyramids: readonly SegmentPyramid[],
  grid: ColumnGrid,
  visit: (column: number, cell: ColumnCell) => void,
  range = EVER,
): void {
  const { from, to } = gridSpan(grid);
  for (let i = firstEndingAfter(pyramids, from); i < pyramids.length; i++) {
    const pyramid = pyramids[i];
    if (!pyramid || pyramid.start >= to) return;
    visitSegment(pyramid, grid, visit, range);
  }
}

function visitSegment(
  pyramid: SegmentPyramid,
  { columnMs, first, count }: ColumnGrid,
  visit: (column: number, cell: ColumnCell) => void,
  { from: earliest, to: latest }: TimeSpan,
): void {
  const { megawatts, start, stepMs } = pyramid;
  const columnsPerStep = stepMs / columnMs;
  // In columns from the epoch: what a column holds must not depend, by a rounding, on which grid it is asked for.
  const origin = start / columnMs;
  const least = Math.max(0, (earliest - start) / stepMs);
  const most = Math.min(megawatts.length, (latest - start) / stepMs);
  const indexAt = (place: number) =>
    Math.min(most, Math.max(least, snapped((first + place - origin) / columnsPerStep, columnsPerStep)));
  const firstPlace = Math.max(0, Math.floor(origin - first));
  const end = Math.min(count, Math.ceil(origin - first + megawatts.length * columnsPerStep));
  const cell: ColumnCell = { low: 0, high: 0, sum: 0, first: 0, last: 0, share: 0, weighted: 0 };
  let right = indexAt(firstPlace);
  for (let place = firstPlace; place < end; place++) {
    const left = right;
    right = indexAt(place + 1);
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
    visit(place, cell);
  }
}

/**
 * An edge that rounding has put a hair (in columns) beside a value's belongs on it: else a value would
 * leave a sliver of itself in the gap next to it.
 */
function snapped(index: number, columnsPerStep: number): number {
  const nearest = Math.round(index);
  return Math.abs(index - nearest) * columnsPerStep < 1e-5 ? nearest : index;
}
