import type { TimeSpan } from '../chart/time-span.ts';
import type { ChartArea } from '../energy-chart/chart-client.ts';

/** What is known of a country in an hour. */
export interface CountryValue {
  readonly area: ChartArea;
  /** Megawatts, or a share from 0 to 1; undefined where it is not known in the hour. */
  readonly value: number | undefined;
  /** The newest interval that the value, or what is there of it, is for. */
  readonly span: TimeSpan;
  /** Parts of the figure are known, but too little of it to tell the figure. */
  readonly isIncomplete: boolean;
}
