import type { ConsumptionResult } from '@wattlet/sdk';
import type { Bar, LineStep } from '../../chart/bar-frame.ts';
import type { Segment } from '../../chart/segment.ts';

const HOUR_MS = 3_600_000;
/** Of the time of a bar so much must be known of the load, or the load is left out there. */
const LEAST_SHARE = 0.99;

/** Length of a bar, in the meter's time zone. */
export type BarStep = 'hour' | 'day' | 'month';

/** What a meter consumed, as a page may have it itself: the part of the SDK's answer that is drawn. */
export interface ConsumptionData {
  readonly meter: Pick<ConsumptionResult['meter'], 'name' | 'timeZone' | 'hourlyLimitWattHours'>;
  /** In time order; times of which nothing is known are left out. */
  readonly values: ConsumptionResult['values'];
}

/** Values in one unit, ready to be drawn. */
export interface MeterSeries {
  readonly bars: readonly Bar[];
  readonly line: readonly LineStep[];
  readonly limit: number | undefined;
  /** What 100 % of the bars is, in watt-hours an hour; undefined where they are in kilowatt-hours. */
  readonly ownMeanWatts: number | undefined;
  /** What 100 % of the line is. */
  readonly loadMeanMegawatts: number | undefined;
}

/** The consumption in kilowatt-hours. The limit is one of hours: over days it would be another's. */
export function inKilowattHours({ meter, values }: ConsumptionData, step: BarStep): MeterSeries {
  const limit = step === 'hour' ? meter.hourlyLimitWattHours : undefined;
  return {
    bars: values.map((value) => barOf(value, 1000)),
    line: [],
    limit: limit === undefined ? undefined : limit / 1000,
    ownMeanWatts: undefined,
    loadMeanMegawatts: undefined,
  };
}

/**
 * The consumption and an area's load on one axis: each in percent of its own mean over the stretches that are known
 * of both. That compares when much is used, and says nothing of how much.
 */
export function inPercentOfMeans(
  data: ConsumptionData,
  load: readonly Segment[],
  step: BarStep,
): MeterSeries {
  const { meter, values } = data;
  const line = values.flatMap(({ from, to }) => {
    const value = meanMegawatts(load, from.getTime(), to.getTime());
    return value === undefined ? [] : [{ from: from.getTime(), to: to.getTime(), value }];
  });
  const known = new Set(line.map(({ from }) => from));
  const both = values.filter(({ from, coverage }) => known.has(from.getTime()) && coverage === 1);
  const hours = both.reduce((sum, { from, to }) => sum + (to.getTime() - from.getTime()) / HOUR_MS, 0);
  const energy = both.reduce((sum, { wattHours }) => sum + wattHours, 0);
  // Nothing to compare, or only zeros: shares of that would be made up.
  if (energy <= 0) return inKilowattHours(data, step);
  const ownMeanWatts = energy / hours;
  const loadMeanMegawatts = weightedMean(line);
  const limit = step === 'hour' ? meter.hourlyLimitWattHours : undefined;
  return {
    bars: values.map((value) => barOf(value, (ownMeanWatts * hoursOf(value)) / 100)),
    line: line.map((one) => ({ ...one, value: (one.value / loadMeanMegawatts) * 100 })),
    limit: limit === undefined ? undefined : (limit / ownMeanWatts) * 100,
    ownMeanWatts,
    loadMeanMegawatts,
  };
}

/** Mean of some segments over `[from, to)`; undefined where more than a hundredth of it is not known. */
export function meanMegawatts(segments: readonly Segment[], from: number, to: number): number | undefined {
  let sum = 0;
  let knownMs = 0;
  for (const { start, stepMs, megawatts } of segments) {
    const first = Math.max(0, Math.floor((from - start) / stepMs));
    const end = Math.min(megawatts.length, Math.ceil((to - start) / stepMs));
    for (let i = first; i < end; i++) {
      const value = megawatts[i];
      if (value === undefined || Number.isNaN(value)) continue;
      const at = start + i * stepMs;
      const overlapMs = Math.min(to, at + stepMs) - Math.max(from, at);
      sum += value * overlapMs;
      knownMs += overlapMs;
    }
  }
  return knownMs >= (to - from) * LEAST_SHARE ? sum / knownMs : undefined;
}

function barOf(value: ConsumptionData['values'][number], unit: number): Bar {
  const { from, to, wattHours, aboveLimitWattHours, coverage } = value;
  return {
    from: from.getTime(),
    to: to.getTime(),
    value: wattHours / unit,
    above: aboveLimitWattHours / unit,
    coverage,
  };
}

function hoursOf({ from, to }: ConsumptionData['values'][number]): number {
  return (to.getTime() - from.getTime()) / HOUR_MS;
}

function weightedMean(steps: readonly LineStep[]): number {
  const lengthMs = steps.reduce((sum, { from, to }) => sum + to - from, 0);
  return steps.reduce((sum, { from, to, value }) => sum + value * (to - from), 0) / lengthMs;
}
