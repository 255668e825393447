import type { ChartSeries } from '../../chart/chart-series.ts';
import { intervalAt, type Segment } from '../../chart/segment.ts';
import type { TimeSpan } from '../../chart/time-span.ts';

/** The values of all series in one interval. */
export interface ChartRow extends TimeSpan {
  /** Megawatts by place of the series; undefined in a gap. */
  readonly values: readonly (number | undefined)[];
}

/**
 * A row for each interval of a range, of the finest step that any series has there. Where no series has
 * a value a row says so, for the whole of the gap.
 */
export function chartRows(series: readonly ChartSeries[], range: TimeSpan): ChartRow[] {
  const starts = new Set<number>();
  for (const segment of series.flatMap((one) => one.segments)) {
    for (const time of intervalStarts(segment, range)) starts.add(time);
  }
  const times = [...starts].sort((a, b) => a - b);
  const rows: ChartRow[] = [];
  for (const time of times) {
    const intervals = series.map((one) => intervalAt(one.segments, time));
    const ends = intervals.flatMap((interval) => (interval ? [interval.end] : []));
    if (ends.length === 0) continue;
    const before = rows.at(-1);
    if (before && before.to < time)
      rows.push({ from: before.to, to: time, values: series.map(() => undefined) });
    rows.push({
      from: time,
      to: Math.min(...ends),
      values: intervals.map((interval) => interval?.megawatts),
    });
  }
  return rows;
}

function* intervalStarts({ start, stepMs, megawatts }: Segment, range: TimeSpan): Generator<number> {
  const first = Math.max(0, Math.floor((range.from - start) / stepMs));
  const end = Math.min(megawatts.length, Math.ceil((range.to - start) / stepMs));
  for (let i = first; i < end; i++) yield start + i * stepMs;
}
