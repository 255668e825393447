import type { Bar } from './render-bars.ts';

/** What a view shows as bars in place of a plot: to be drawn, listed, or taken along. */
export interface BarChart {
  /** What the view is called. */
  readonly name: string;
  /** What the bars are of: range with its zone, then what is left out, if anything. */
  readonly notes: readonly string[];
  /** What the labels and the values are, with the unit of all values. */
  readonly columns: readonly [labels: string, values: string];
  readonly bars: readonly Bar[];
}
