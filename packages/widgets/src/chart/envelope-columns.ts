import { type ColumnGrid, visitColumns } from './column-grid.ts';
import { narrowGaps } from './narrow-gaps.ts';
import type { SegmentPyramid } from './segment-pyramid.ts';

/** What a line needs of each pixel column. NaN where the column has no value. */
export interface EnvelopeColumns {
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** The first value in the column: where the line enters it. */
  readonly first: Float64Array;
  /** The last value in the column: where the line leaves it. */
  readonly last: Float64Array;
  /** 1 where the line goes on from the column before, 0 where a gap of a pixel or more lies between. */
  readonly joined: Uint8Array;
}

/** The envelope of each pixel column: however many values share a column, none of their extremes is lost. */
export function envelopeColumns(pyramids: readonly SegmentPyramid[], grid: ColumnGrid): EnvelopeColumns {
  const empty = () => new Float64Array(grid.count).fill(Number.NaN);
  const low = empty();
  const high = empty();
  const first = empty();
  const last = empty();
  const covered = new Float64Array(grid.count);
  visitColumns(pyramids, grid, (column, cell) => {
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
  });
  const columns = { low, high, first, last, joined: joinedColumns(covered) };
  for (const { wider, other } of narrowGaps(pyramids, grid)) {
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
const COVERED_PIXEL = 1 + 1e-6;

function joinedColumns(covered: Float64Array): Uint8Array {
  const joined = new Uint8Array(covered.length);
  for (let column = 1; column < covered.length; column++) {
    const before = covered[column - 1] ?? 0;
    const here = covered[column] ?? 0;
    joined[column] = before > 0 && here > 0 && before + here > COVERED_PIXEL ? 1 : 0;
  }
  return joined;
}
