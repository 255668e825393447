import { ZoneClock } from '../chart/zone-clock.ts';
import type { AreaProfile, AreaSeries, ChartProfileRequest } from './chart-client.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/**
 * Statistics of a series per hour of the day (from 0) or day of the week (from 1, Monday) of a zone's clock, over
 * the intervals that start in the range of the request. Buckets without a value are left out.
 */
export function localProfile({ key, segments }: AreaSeries, request: ChartProfileRequest): AreaProfile {
  const { from, to, bucket, timeZone } = request;
  const clock = new ZoneClock(timeZone);
  const bucketAt = (time: number) => {
    const local = clock.localAt(time);
    // 1 January 1970 was a Thursday.
    return bucket === 'hour-of-day'
      ? Math.floor((local % DAY_MS) / HOUR_MS)
      : ((Math.floor(local / DAY_MS) + 3) % 7) + 1;
  };
  const buckets = new Map<number, { readonly values: number[]; coveredMs: number }>();
  for (const { start, stepMs, megawatts } of segments) {
    megawatts.forEach((value, i) => {
      const time = start + i * stepMs;
      if (Number.isNaN(value) || time < from || time >= to) return;
      const number = bucketAt(time);
      const found = buckets.get(number) ?? { values: [], coveredMs: 0 };
      found.values.push(value);
      found.coveredMs += stepMs;
      buckets.set(number, found);
    });
  }
  const points = [...buckets]
    .sort(([a], [b]) => a - b)
    .map(([number, { values, coveredMs }]) => ({
      bucket: number,
      meanMegawatts: values.reduce((sum, value) => sum + value, 0) / values.length,
      medianMegawatts: median(values),
      coveredMs,
    }));
  return { key, points };
}

/** The middle of some values. Not d3's: bundlers put all that is used of it into what every chart loads. */
function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}
