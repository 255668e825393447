import type { Segment } from './segment.ts';

/** One thing that a chart draws, ready to be drawn: signed, named and coloured. */
export interface ChartSeries {
  /** Unique in its chart. */
  readonly id: string;
  readonly label: string;
  /** A CSS colour that a canvas understands. */
  readonly color: string;
  /**
   * Bands stack, from zero outwards in the order of the series; an area is filled to zero; a line is not. A figure
   * is not drawn at all, only told.
   */
  readonly mark: 'band' | 'area' | 'line' | 'figure';
  /** Length of the dashes of a line, and of the spaces between, CSS pixels; absent or 0 where it is whole. */
  readonly dashPx?: number;
  /** Whether a line is thin and lies below those that are not: it is another state of one of them. */
  readonly isBelow?: boolean;
  /**
   * Series of one group report together: where one of them has a value the group is not missing.
   * (Pumped storage publishes its output or its consumption, rarely both.)
   */
  readonly group: string;
  /** What the legend calls the group. */
  readonly groupLabel: string;
  /** In time order, never overlapping; what is below the zero line has negative values. */
  readonly segments: readonly Segment[];
}
