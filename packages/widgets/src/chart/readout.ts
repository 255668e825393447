import type { ChartSeries } from './chart-series.ts';
import { type Interval, intervalAt } from './segment.ts';
import type { TimeSpan } from './time-span.ts';

const HOUR_MS = 3_600_000;

/** What a chart knows about one time. */
export interface Readout {
  /** The finest interval that contains the time; where nothing is known, the step that the chart has. */
  readonly span: TimeSpan;
  /** Net and other lines first, then the bands by size; those without a value last. */
  readonly rows: readonly ReadoutRow[];
  /** Sum of what is above the zero line; absent where that says nothing new. */
  readonly total: number | undefined;
}

export interface ReadoutRow {
  readonly series: ChartSeries;
  /** Undefined in a gap. */
  readonly megawatts: number | undefined;
  /** The extremes within the interval, where it is a bucket of finer values that differ. */
  readonly extremes: { readonly low: number; readonly high: number } | undefined;
  /** For how long nothing is known within the interval, in milliseconds. */
  readonly missingMs: number;
}

/** The values of every series at a time. */
export function readoutAt(series: readonly ChartSeries[], time: number): Readout {
  const intervals = series.map((one) => intervalAt(one.segments, time));
  return readoutOf(series, intervals, finestSpan(intervals) ?? stepAround(series, time));
}

/** What a chart knows of a span, made of the interval that each series has there. */
export function readoutOf(
  series: readonly ChartSeries[],
  intervals: readonly (Interval | undefined)[],
  span: TimeSpan,
): Readout {
  const rows = series.map((one, i) => ({
    series: one,
    megawatts: intervals[i]?.megawatts,
    extremes: extremesOf(intervals[i]),
    missingMs: intervals[i]?.missingMs ?? 0,
  }));
  const bands = rows.filter((row) => row.series.mark === 'band');
  const known = bands.filter((row) => row.megawatts !== undefined);
  return {
    span,
    rows: rows.sort((a, b) => rank(b) - rank(a)),
    total:
      // A line or a figure beside bands is their sum.
      bands.length < rows.length || known.length < 2
        ? undefined
        : known.reduce((sum, row) => sum + Math.max(0, row.megawatts ?? 0), 0),
  };
}

/** The finest step of all series, in milliseconds: how far a keyboard cursor moves. */
export function finestStep(series: readonly Pick<ChartSeries, 'segments'>[]): number {
  let finest = Number.POSITIVE_INFINITY;
  for (const { segments } of series) {
    for (const { stepMs } of segments) if (stepMs < finest) finest = stepMs;
  }
  return Number.isFinite(finest) ? finest : HOUR_MS;
}

function extremesOf(interval: Interval | undefined): ReadoutRow['extremes'] {
  if (!interval || interval.low === interval.high) return undefined;
  return { low: interval.low, high: interval.high };
}

function rank(row: ReadoutRow): number {
  if (row.series.mark !== 'band') return Number.POSITIVE_INFINITY;
  return row.megawatts === undefined ? -1 : Math.abs(row.megawatts);
}

function finestSpan(intervals: readonly (Interval | undefined)[]): TimeSpan | undefined {
  let finest: TimeSpan | undefined;
  for (const interval of intervals) {
    if (!interval || (finest && interval.end - interval.start >= finest.to - finest.from)) continue;
    finest = { from: interval.start, to: interval.end };
  }
  return finest;
}

function stepAround(series: readonly ChartSeries[], time: number): TimeSpan {
  const step = finestStep(series);
  const from = Math.floor(time / step) * step;
  return { from, to: from + step };
}
