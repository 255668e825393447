import { type IntervalValue, latestFirst } from './latest-value.ts';
import type { Stretch } from './pick-finest.ts';

/**
 * Net flow over a border, positive if more leaves than enters, in the latest interval that both directions
 * know at a time. Where one direction is published in finer steps, its mean over the coarse interval of the
 * other is taken, if its values cover that fully; whole kilowatts, half away from zero. Undefined if the
 * directions share no interval in the 24 hours before `at` (epoch milliseconds).
 */
export function netFlow(
  leaving: readonly Stretch[],
  entering: readonly Stretch[],
  at: number,
): IntervalValue | undefined {
  const out = [...latestFirst(leaving, at)];
  const back = [...latestFirst(entering, at)];
  const byOut = firstDefined(out, (own) => difference(own, own.kilowatts, meanOver(own, back)));
  const byBack = firstDefined(back, (own) => difference(own, meanOver(own, out), own.kilowatts));
  if (!byOut || !byBack) return byOut ?? byBack;
  return isLater(byBack, byOut) ? byBack : byOut;
}

function firstDefined<T, R>(values: readonly T[], map: (value: T) => R | undefined): R | undefined {
  for (const value of values) {
    const mapped = map(value);
    if (mapped !== undefined) return mapped;
  }
  return undefined;
}

function difference(
  { start, stepMinutes }: IntervalValue,
  leaving: number | undefined,
  entering: number | undefined,
): IntervalValue | undefined {
  if (leaving === undefined || entering === undefined) return undefined;
  return { start, stepMinutes, kilowatts: roundHalfAway(leaving - entering) };
}

/** The mean of the values inside the interval, or undefined if they do not cover it. */
function meanOver(interval: IntervalValue, values: readonly IntervalValue[]): number | undefined {
  const inside = values.filter((value) => value.start >= interval.start && endOf(value) <= endOf(interval));
  const minutes = inside.reduce((sum, value) => sum + value.stepMinutes, 0);
  if (minutes !== interval.stepMinutes) return undefined;
  return inside.reduce((sum, value) => sum + value.kilowatts * value.stepMinutes, 0) / minutes;
}

/** The last interval to end is the latest; of two that end together the finer one. */
function isLater(a: IntervalValue, b: IntervalValue): boolean {
  return endOf(a) > endOf(b) || (endOf(a) === endOf(b) && a.stepMinutes < b.stepMinutes);
}

function endOf(interval: IntervalValue): number {
  return interval.start + interval.stepMinutes * 60_000;
}

function roundHalfAway(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value));
}
