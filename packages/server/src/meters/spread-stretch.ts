import { type MeterClock, MS_PER_HOUR } from './meter-clock.ts';
import type { Stretch } from './register-stretches.ts';

/**
 * Longest stretch that is spread over its hours: 35 days, so that a register that is read once a month is counted. Of a
 * longer one nothing is known hour by hour, and too little day by day.
 */
export const LONGEST_SPREAD_MS = 35 * 24 * MS_PER_HOUR;

/** What a stretch says of one hour. */
export interface HourShare {
  /** Start of the hour, epoch milliseconds. */
  readonly hour: number;
  readonly wattHours: number;
  /** Of so many minutes it is known what was consumed. */
  readonly minutes: number;
}

/**
 * Spreads what was consumed in a stretch over its hours, in proportion to time: nothing else is known of it. The shares
 * are whole and add up to the stretch; minutes add up to the hour where stretches meet in it.
 */
export function* spreadStretch(clock: MeterClock, { from, to, wattHours }: Stretch): Generator<HourShare> {
  if (to - from > LONGEST_SPREAD_MS) return;
  // An exchange may meet a reading: what lies between them took no time.
  let start = Math.min(from, to - 1);
  let given = 0;
  while (start < to) {
    const hour = clock.hourOf(start);
    const end = Math.min(to, clock.endOfHour(hour));
    const upTo = end === to ? wattHours : proportion(wattHours, end - from, to - from);
    const minutes = from === to ? 0 : minutesOf(end - hour) - minutesOf(start - hour);
    yield { hour, wattHours: upTo - given, minutes };
    given = upTo;
    start = end;
  }
}

/** Exact, as the product may be beyond 2^53. */
const proportion = (whole: number, part: number, of: number): number =>
  Number((BigInt(whole) * BigInt(part)) / BigInt(of));

const minutesOf = (ms: number): number => Math.floor(ms / 60_000);
