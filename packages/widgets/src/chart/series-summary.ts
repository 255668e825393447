import type { ChartSeries } from './chart-series.ts';
import type { TimeSpan } from './time-span.ts';

/** What a series amounts to in a range. */
export interface SeriesSummary {
  readonly series: ChartSeries;
  readonly lowest: TimedValue;
  readonly highest: TimedValue;
  readonly latest: TimedValue;
  /** Mean over the time that has values, megawatts. */
  readonly mean: number;
  /** Mean of the second half of the range less that of the first, megawatts; undefined where a half has no value. */
  readonly change: number | undefined;
}

/** A value with the start of its interval, epoch milliseconds. */
export interface TimedValue {
  readonly time: number;
  readonly megawatts: number;
}

/** Sums up the intervals of a series that touch a range, or undefined if none has a value. */
export function summarize(series: ChartSeries, range: TimeSpan): SeriesSummary | undefined {
  let lowest: TimedValue | undefined;
  let highest: TimedValue | undefined;
  let latest: TimedValue | undefined;
  const middle = (range.from + range.to) / 2;
  const halves = [
    { energy: 0, duration: 0 },
    { energy: 0, duration: 0 },
  ] satisfies [unknown, unknown];
  for (const segment of series.segments) {
    const { start, stepMs, megawatts, low = megawatts, high = megawatts, missingMs } = segment;
    const touching = { from: Math.max(start, range.from), to: range.to };
    const first = Math.floor((touching.from - start) / stepMs);
    const end = Math.min(megawatts.length, Math.ceil((touching.to - start) / stepMs));
    for (let i = first; i < end; i++) {
      const value = megawatts[i] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      const time = start + i * stepMs;
      const [least, most] = [low[i] ?? value, high[i] ?? value];
      latest = { time, megawatts: value };
      if (!lowest || least < lowest.megawatts) lowest = { time, megawatts: least };
      if (!highest || most > highest.megawatts) highest = { time, megawatts: most };
      const half = halves[time < middle ? 0 : 1];
      const knownMs = stepMs - (missingMs?.[i] ?? 0);
      half.energy += value * knownMs;
      half.duration += knownMs;
    }
  }
  if (!lowest || !highest || !latest) return undefined;
  const [first, second] = halves;
  const mean = (first.energy + second.energy) / (first.duration + second.duration);
  const change = second.energy / second.duration - first.energy / first.duration;
  return { series, lowest, highest, latest, mean, change: Number.isNaN(change) ? undefined : change };
}
