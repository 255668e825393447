import { nice, tickStep, ticks } from 'd3-array';
import type { PowerUnit } from './power-unit.ts';

/** A straight map from megawatts to pixels, with round bounds and round ticks. */
export interface ValueScale {
  readonly low: number;
  readonly high: number;
  /** Round values from low to high, megawatts. */
  readonly ticks: readonly number[];
  /** Digits after the point that tell the ticks apart in the unit. */
  readonly decimals: number;
}

/**
 * A scale for values between `low` and `high` (megawatts), always with the zero line: areas and
 * stacks are read by their height.
 */
export function valueScale(
  extent: { low: number; high: number },
  unit: PowerUnit,
  tickCount: number,
): ValueScale {
  const low = Math.min(0, toWatt(extent.low)) / unit.megawatts;
  const high = Math.max(0, toWatt(extent.high)) / unit.megawatts;
  const [niceLow, niceHigh] = low === high ? [0, 1] : nice(low, high, tickCount);
  const step = tickStep(niceLow, niceHigh, tickCount);
  return {
    low: niceLow * unit.megawatts,
    high: niceHigh * unit.megawatts,
    ticks: ticks(niceLow, niceHigh, tickCount).map((tick) => tick * unit.megawatts),
    decimals: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)),
  };
}

/** Means carry the rounding of their sums: a peak of 100 and a hair must not get a scale up to 200. */
function toWatt(megawatts: number): number {
  return Math.round(megawatts * 1e6) / 1e6;
}
