import type { ChartSeries } from '../chart/chart-series.ts';
import type { Segment } from '../chart/segment.ts';

const HOUR_MS = 3_600_000;

/** Hourly values from a start; NaN is a gap. */
export function hourly(start: number, values: readonly number[]): Segment[] {
  return [{ start, stepMs: HOUR_MS, megawatts: Float64Array.from(values) }];
}

/** A band named after its only label; what a test does not say does not matter to it. */
export function seriesOf(
  label: string,
  segments: readonly Segment[],
  more: Partial<ChartSeries> = {},
): ChartSeries {
  return {
    id: label,
    label,
    color: '#123456',
    mark: 'band',
    group: label,
    groupLabel: label,
    segments,
    ...more,
  };
}
