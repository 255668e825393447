import type { LocalTime } from './local-time.ts';

/** Shares of the hours of a day; each day's mean is 1. Between the middles of two hours they are interpolated. */
type DayShape = readonly number[];

const WORKDAY = dayShape([
  ...[0.55, 0.45, 0.4, 0.38, 0.38, 0.45, 0.75, 1.15, 1.1, 0.9, 0.85, 0.9],
  ...[1.05, 1, 0.85, 0.85, 0.95, 1.25, 1.6, 1.8, 1.75, 1.5, 1.15, 0.8],
]);

const WEEKEND = dayShape([
  ...[0.7, 0.55, 0.45, 0.42, 0.4, 0.42, 0.5, 0.75, 1.05, 1.3, 1.4, 1.45],
  ...[1.5, 1.35, 1.15, 1.05, 1.1, 1.3, 1.5, 1.6, 1.5, 1.3, 1.05, 0.85],
]);

/** Heat for rooms and water: a peak before people get up, and when they come home. */
const HEAT = dayShape([
  ...[0.85, 0.8, 0.8, 0.85, 1, 1.35, 1.6, 1.5, 1.2, 0.95, 0.85, 0.8],
  ...[0.75, 0.7, 0.7, 0.75, 0.9, 1.1, 1.25, 1.25, 1.15, 1, 0.95, 0.9],
]);

/** What a household draws at a time, as a multiple of what it draws on average over a year. */
export function householdShare(time: LocalTime): number {
  const shape = time.isWeekend ? WEEKEND : WORKDAY;
  return interpolate(shape, time.hour) * (1 + 0.18 * time.winter);
}

/** What a heat pump draws at a time, as a multiple of its average over a year: little in summer, for water. */
export function heatShare(time: LocalTime): number {
  return interpolate(HEAT, time.hour) * Math.max(0.12, 1 + 1.15 * time.winter);
}

/** What a solar roof gives at a time under a clear sky, as a share of its peak power. */
export function clearSkyShare(time: LocalTime): number {
  // Half the length of the day, in hours: 7.4 around midsummer, 4.6 around midwinter, as at 40° north.
  const halfDay = 6 - 1.4 * time.winter;
  const fromNoon = Math.abs(time.hour - 12.5);
  if (fromNoon >= halfDay) return 0;
  return Math.cos((fromNoon / halfDay) * (Math.PI / 2)) ** 1.3 * (0.75 - 0.2 * time.winter);
}

function dayShape(weights: readonly number[]): DayShape {
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return weights.map((weight) => weight / mean);
}

function interpolate(shape: DayShape, hour: number): number {
  const place = (hour - 0.5 + 24) % 24;
  const before = Math.floor(place);
  const share = place - before;
  const low = shape[before] ?? 1;
  const high = shape[(before + 1) % 24] ?? 1;
  return low + (high - low) * share;
}
