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
    const midnight = day * MS_PER_DAY;
    const usual = midnight - this.#ahead(midnight - this.#ahead(midnight));
    if (this.dayOf(usual) === day && this.dayOf(usual - 1) < day) return usual;
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

/** The clocks of zones, each made once: they remember what they were asked. */
export class MeterClocks {
  readonly #clocks = new Map<string, MeterClock>();

  /** The clock of an IANA zone; undefined if this machine knows no such zone. */
  of(timeZone: string): MeterClock | undefined {
    const known = this.#clocks.get(timeZone);
    if (known) return known;
    const ahead = zoneClock(timeZone);
    if (!ahead) return undefined;
    const clock = new MeterClock(ahead);
    this.#clocks.set(timeZone, clock);
    return clock;
  }

  /**
   * The clock of a meter's zone.
   *
   * @throws if this machine does not know it, although the one that made the meter did.
   */
  ofMeter({ time_zone: timeZone, meter_id: meterId }: { time_zone: string; meter_id: string }): MeterClock {
    const clock = this.of(timeZone);
    if (clock) return clock;
    throw new Error(`This machine does not know ${timeZone}, the time zone of meter ${meterId}.`);
  }
}

/** The clock of an IANA zone for one use; undefined if this machine knows no such zone. */
export const meterClock = (timeZone: string): MeterClock | undefined => new MeterClocks().of(timeZone);

const floorTo = (time: number, step: number): number => Math.floor(time / step) * step;
