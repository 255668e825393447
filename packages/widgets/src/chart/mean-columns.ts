import { type ColumnGrid, visitColumns } from './column-grid.ts';
import type { Segment } from './segment.ts';

/**
 * The time-weighted mean of each pixel column over the time that has values; NaN where nothing has.
 * Means add up, so bands made of them stack to the mean of the sum.
 */
export function meanColumns(segments: readonly Segment[], grid: ColumnGrid): Float64Array {
  const means = new Float64Array(grid.count);
  const covered = new Float64Array(grid.count);
  visitColumns(segments, grid, (column, value, share) => {
    means[column] = (means[column] ?? 0) + value * share;
    covered[column] = (covered[column] ?? 0) + share;
  });
  for (let column = 0; column < grid.count; column++) {
    means[column] = (means[column] ?? 0) / (covered[column] ?? 0);
  }
  return means;
}
