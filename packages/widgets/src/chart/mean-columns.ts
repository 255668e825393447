import { type ColumnCell, type ColumnGrid, visitColumns } from './column-grid.ts';
import { narrowGaps } from './narrow-gaps.ts';
import type { SegmentPyramid } from './segment-pyramid.ts';
import type { TimeSpan } from './time-span.ts';

/**
 * The time-weighted mean of each pixel column over the time that has values; NaN where nothing has, and in one column
 * of every gap of a pixel or more.
 * Means add up, so bands made of them stack to the mean of the sum.
 *
 * @param range what lies outside it does not count
 */
export function meanColumns(
  pyramids: readonly SegmentPyramid[],
  grid: ColumnGrid,
  range?: TimeSpan,
): Float64Array {
  const means = new Float64Array(grid.count);
  const covered = new Float64Array(grid.count);
  const visit = (column: number, { weighted, share }: ColumnCell) => {
    means[column] = (means[column] ?? 0) + weighted;
    covered[column] = (covered[column] ?? 0) + share;
  };
  visitColumns(pyramids, grid, visit, range);
  for (let column = 0; column < grid.count; column++) {
    means[column] = (means[column] ?? 0) / (covered[column] ?? 0);
  }
  for (const { wider } of narrowGaps(pyramids, grid)) means[wider] = Number.NaN;
  return means;
}
