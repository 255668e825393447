import { MS_PER_DAY } from '../streams/query/utc-days.ts';
import { type ZoneClock, zoneClock } from '../streams/query/zone-clock.ts';

export const MS_PER_HOUR = 3_600_000;
const MS_PER_QUARTER = 900_000;
/** No zone is further than this from UTC. */
const FURTHEST_MS = 15 * MS_PER_HOUR;

/**
 * The clock hours and days of a meter's zone. All times are epoch milliseconds, days are counted from 1970-01-01. An
 * hour is what a clock there shows between two full hours, or less where the clock is put in between (Lord Howe Island).
 */
export class MeterClock {
  readonly #ahead: ZoneClock;

  constructor(ahead: ZoneClock) {
    this.#ahead = ahead;
  }

  /** The start of the hour that holds the instant. */
  hourOf(time: number): number {
    const ahead = this.#ahead(time);
    let start = floorTo(time + ahead, MS_PER_HOUR) - ahead;
    while (this.#ahead(start) !== ahead) start = floorTo(start, MS_PER_QUARTER) + MS_PER_QUARTER;
    return start;
  }

  /** The end of the hour that starts here. */
  endOfHour(start: number): number {
    const ahead = this.#ahead(start);
    const end = floorTo(start + ahead, MS_PER_HOUR) - ahead + MS_PER_HOUR;
    let quarter = floorTo(start, MS_PER_QUARTER) + MS_PER_QUARTER;
    while (quarter < end && this.#ahead(quarter) === ahead) quarter += MS_PER_QUARTER;
    return Math.min(quarter, end);
  }

  /** The day that holds the instant. */
  dayOf(time: number): number {
    return Math.floor((time + this.#ahead(time)) / MS_PER_DAY);
  }

  /** The first instant of a day: midnight, or later where the clock skips it. */
  startOfDay(day: number): number {
    let before = day * MS_PER_DAY - FURTHEST_MS;
    let start = day * MS_PER_DAY + FURTHEST_MS;
    while (start - before > MS_PER_QUARTER) {
      const middle = floorTo((before + start) / 2, MS_PER_QUARTER);
      if (this.dayOf(middle) < day) before = middle;
      else start = middle;
    }
    return start;
  }
}

/** The clock of an IANA zone; undefined if this machine knows no such zone. */
export function meterClock(timeZone: string): MeterClock | undefined {
  const ahead = zoneClock(timeZone);
  return ahead && new MeterClock(ahead);
}

const floorTo = (time: number, step: number): number => Math.floor(time / step) * step;
