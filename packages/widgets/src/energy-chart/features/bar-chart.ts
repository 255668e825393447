import type { Bar } from './render-bars.ts';

/** What a view shows as bars in place of a plot: to be drawn, listed, or taken along. */
export interface BarChart {
  /** What the view is called. */
  readonly name: string;
  /** What the bars are of: range with its zone, then what is left out, if anything. */
  readonly notes: readonly string[];
  /** What the labels and the values are. */
  readonly columns: readonly [labels: string, values: string];
  /** Of all values; the texts of bars may be in another of its kind. */
  readonly unit: 'MW' | 'MWh';
  readonly bars: readonly Bar[];
}
