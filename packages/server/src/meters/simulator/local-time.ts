import { MS_PER_DAY } from '../../streams/query/utc-days.ts';
import type { ZoneClock } from '../../streams/query/zone-clock.ts';
import { MS_PER_HOUR } from '../meter-clock.ts';

/** What a time means to people. */
export interface LocalTime {
  /** Days since 1970-01-01 on the local calendar. */
  readonly day: number;
  /** Hour of the day with its fraction, in [0, 24). */
  readonly hour: number;
  readonly isWeekend: boolean;
  /** 1 in the middle of winter (15 January), -1 in the middle of summer. */
  readonly winter: number;
}

const DAYS_PER_YEAR = 365.2425;

/** Reads a local clock at a time of epoch milliseconds. */
export function localTime(clock: ZoneClock, time: number): LocalTime {
  const local = time + clock(time);
  const day = Math.floor(local / MS_PER_DAY);
  // 1 January 1970 was a Thursday.
  const weekday = (((day + 3) % 7) + 7) % 7;
  const winter = Math.cos(((day - 14) / DAYS_PER_YEAR) * 2 * Math.PI);
  return { day, hour: (local - day * MS_PER_DAY) / MS_PER_HOUR, isWeekend: weekday >= 5, winter };
}
