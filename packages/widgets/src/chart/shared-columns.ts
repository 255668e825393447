import type { ColumnGrid } from './column-grid.ts';

/** A run of columns that two grids have. */
export interface SharedColumns {
  /** Where it begins in the earlier grid, and in the later one. */
  readonly before: number;
  readonly at: number;
  readonly count: number;
}

/** The columns that two grids have in common; undefined where there are none. */
export function sharedColumns(earlier: ColumnGrid, grid: ColumnGrid): SharedColumns | undefined {
  const moved = grid.first - earlier.first;
  if (grid.columnMs !== earlier.columnMs || !Number.isInteger(moved)) return undefined;
  const before = Math.max(0, moved);
  const at = Math.max(0, -moved);
  const count = Math.min(earlier.count - before, grid.count - at);
  return count > 0 ? { before, at, count } : undefined;
}
