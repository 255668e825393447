import type { ChartSeries } from './chart-series.ts';

/** End of the newest interval of any series that has a value, or undefined without any. */
export function newestEnd(series: readonly Pick<ChartSeries, 'segments'>[]): number | undefined {
  let newest: number | undefined;
  for (const { start, stepMs, megawatts } of series.flatMap((one) => one.segments)) {
    const last = megawatts.findLastIndex((value) => !Number.isNaN(value));
    if (last < 0) continue;
    newest = Math.max(newest ?? Number.NEGATIVE_INFINITY, start + (last + 1) * stepMs);
  }
  return newest;
}
