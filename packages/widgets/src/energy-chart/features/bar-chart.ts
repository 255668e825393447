import type { Bar } from './render-bars.ts';

/** What a view shows as bars in place of a plot: to be drawn, listed, or taken along. */
export interface BarChart {
  /** What the view is called. */
  readonly name: string;
  /** What the bars are of: range, zone, what is left out. */
  readonly note: string;
  /** Of all values. */
  readonly unit: 'MW' | 'MWh';
  readonly bars: readonly Bar[];
}
