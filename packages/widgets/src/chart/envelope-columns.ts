import { type ColumnCell, type ColumnGrid, visitColumns } from './column-grid.ts';
import { narrowGaps } from './narrow-gaps.ts';
import type { SegmentPyramid } from './segment-pyramid.ts';
import { type SharedColumns, sharedColumns } from './shared-columns.ts';
import type { TimeSpan } from './time-span.ts';

/** What each pixel column has of a line by itself, whatever is beside it. NaN where the column has no value. */
export interface OwnEnvelopes {
  readonly grid: ColumnGrid;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** The first value in the column: where the line enters it. */
  readonly first: Float64Array;
  /** The last value in the column: where the line leaves it. */
  readonly last: Float64Array;
  /** Share of the column that has values, 0 to 1. */
  readonly covered: Float64Array;
}

/** What a line needs of each pixel column. NaN where the column has no value. */
export interface EnvelopeColumns {
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly first: Float64Array;
  readonly last: Float64Array;
  /** 1 where the line goes on from the column before, 0 where a gap of a pixel or more lies between. */
  readonly joined: Uint8Array;
}

/**
 * The extremes of each column, however many values share it.
 *
 * @param known what is known of other columns of the same values: those that are the same are taken over
 * @param range what lies outside it does not count
 */
export function ownEnvelopes(
  pyramids: readonly SegmentPyramid[],
  grid: ColumnGrid,
  known?: OwnEnvelopes,
  range?: TimeSpan,
): OwnEnvelopes {
  const shared = known && innerColumns(sharedColumns(known.grid, grid));
  const columnsOf = (before: Float64Array | undefined, empty: number) => {
    const columns = new Float64Array(grid.count);
    if (empty !== 0) columns.fill(empty);
    if (shared && before)
      columns.set(before.subarray(shared.before, shared.before + shared.count), shared.at);
    return columns;
  };
  const low = columnsOf(known?.low, Number.NaN);
  const high = columnsOf(known?.high, Number.NaN);
  const first = columnsOf(known?.first, Number.NaN);
  const last = columnsOf(known?.last, Number.NaN);
  const covered = columnsOf(known?.covered, 0);
  const find = (from: number, to: number) => {
    if (from >= to) return;
    const visit = (place: number, cell: ColumnCell) => {
      const column = from + place;
      if (covered[column] === 0) {
        low[column] = cell.low;
        high[column] = cell.high;
        first[column] = cell.first;
      } else {
        low[column] = Math.min(low[column] ?? 0, cell.low);
        high[column] = Math.max(high[column] ?? 0, cell.high);
      }
      last[column] = cell.last;
      covered[column] = (covered[column] ?? 0) + cell.share;
    };
    visitColumns(pyramids, { ...grid, first: grid.first + from, count: to - from }, visit, range);
  };
  find(0, shared?.at ?? grid.count);
  if (shared) find(shared.at + shared.count, grid.count);
  return { grid, low, high, first, last, covered };
}

/** Without the first and the last, of which a range may hold another part now. */
function innerColumns(shared: SharedColumns | undefined): SharedColumns | undefined {
  if (!shared || shared.count < 3) return undefined;
  return { before: shared.before + 1, at: shared.at + 1, count: shared.count - 2 };
}

/** The envelope of each pixel column, with what its neighbours make of it: no extreme is lost, and no gap. */
export function envelopeColumns(pyramids: readonly SegmentPyramid[], own: OwnEnvelopes): EnvelopeColumns {
  const joined = joinedColumns(own.covered);
  const gaps = narrowGaps(pyramids, own.grid);
  const { low, high, first, last } = own;
  if (gaps.length === 0) return { low, high, first, last, joined };
  const columns = {
    low: low.slice(),
    high: high.slice(),
    first: first.slice(),
    last: last.slice(),
    joined,
  };
  for (const { wider, other } of gaps) {
    if (!emptied(columns, wider, other)) emptied(columns, other, wider);
  }
  return columns;
}

/**
 * Empties a column beside a gap: its extremes go to the neighbour that the line comes from. Returns whether it could:
 * a value that no line leads to must stay where it is.
 */
function emptied(
  { low, high, first, last, joined }: EnvelopeColumns,
  column: number,
  beyond: number,
): boolean {
  const neighbour = 2 * column - beyond;
  const isJoined = joined[Math.max(column, neighbour)] === 1;
  if (!isJoined || neighbour < 0 || neighbour >= low.length) return false;
  low[neighbour] = Math.min(low[neighbour] ?? 0, low[column] ?? 0);
  high[neighbour] = Math.max(high[neighbour] ?? 0, high[column] ?? 0);
  if (neighbour < column) last[neighbour] = last[column] ?? 0;
  else first[neighbour] = first[column] ?? 0;
  for (const values of [low, high, first, last]) values[column] = Number.NaN;
  joined[Math.max(column, neighbour)] = 0;
  return true;
}

/** Of two neighbours a whole pixel must be covered; the tolerance is for the rounding of shares that add up to 1. */
const COVERED_PIXEL = 1 + 1e-5;

function joinedColumns(covered: Float64Array): Uint8Array {
  const joined = new Uint8Array(covered.length);
  for (let column = 1; column < covered.length; column++) {
    const before = covered[column - 1] ?? 0;
    const here = covered[column] ?? 0;
    joined[column] = before > 0 && here > 0 && before + here > COVERED_PIXEL ? 1 : 0;
  }
  return joined;
}
