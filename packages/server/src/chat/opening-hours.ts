import { invalidRequest } from '../rpc/errors.ts';
import { type ZoneClock, zoneClock } from '../streams/query/zone-clock.ts';

/** Hours of one day of the week by the clock of a zone: half-open, in minutes from midnight. */
export interface OpeningSlot {
  /** 1 (Monday) to 7 (Sunday). */
  readonly dayOfWeek: number;
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** Other hours on one day than its weekday has: half-open, in minutes from midnight; both 0 on a day without hours. */
export interface OpeningException {
  /** As 2026-12-24. */
  readonly date: string;
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** When somebody answers. */
export interface OpeningHours {
  readonly timeZone: string;
  /** None means always. */
  readonly slots: readonly OpeningSlot[];
  /** Days with other hours; several of a day are its hours together. */
  readonly exceptions: readonly OpeningException[];
}

/** Whether somebody answers at a time. */
export interface Opening {
  readonly open: boolean;
  /** Where it is closed: when it opens, to the minute. Undefined if it does not within two months. */
  readonly opensAt: Date | undefined;
}

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;
/** Longer than any holidays. */
const LOOK_AHEAD_DAYS = 62;
const OPEN: Opening = { open: true, opensAt: undefined };

/**
 * Whether it is open at a time, by the clock on the wall: an hour that is skipped in spring is not there, and one that
 * comes twice in autumn is open twice.
 *
 * @throws RangeError if this machine does not know the zone.
 */
export function openingAt(hours: OpeningHours, now: Date): Opening {
  if (hours.slots.length + hours.exceptions.length === 0) return OPEN;
  const clock = clockOf(hours.timeZone);
  const hoursOn = hoursOfDays(hours);
  const at = now.getTime();
  if (isOpen(clock, hoursOn, at)) return OPEN;
  const opensAt = candidates(clock, hoursOn, at).find((time) => time > at && isOpen(clock, hoursOn, time));
  return { open: false, opensAt: opensAt === undefined ? undefined : new Date(opensAt) };
}

/** Refuses hours in an unknown zone, hours that end before they begin, and days that no calendar has, as `invalid_argument`. */
export function checkOpeningHours({ timeZone, slots, exceptions }: OpeningHours): void {
  const violations = [
    ...slots.flatMap((slot, index) => emptyHours(`settings.opening_hours[${index}]`, slot)),
    ...exceptions.flatMap((exception, index) => {
      const field = `settings.exceptions[${index}]`;
      const { date, fromMinute, toMinute } = exception;
      if (!isDay(date))
        return [{ field, reason: 'UNKNOWN_DAY', description: `"${date}" is no day; one is 2026-12-24` }];
      return fromMinute === 0 && toMinute === 0 ? [] : emptyHours(field, exception);
    }),
  ];
  if (zoneClock(timeZone) === undefined) {
    const description = `"${timeZone}" is no time zone that is known here; one is Europe/Athens`;
    violations.push({ field: 'settings.time_zone', reason: 'UNKNOWN_TIME_ZONE', description });
  }
  if (violations.length > 0) throw invalidRequest(violations);
}

function emptyHours(field: string, { fromMinute, toMinute }: Omit<OpeningSlot, 'dayOfWeek'>) {
  if (fromMinute < toMinute) return [];
  const description = `ends at minute ${toMinute}, which is not after ${fromMinute}; hours over midnight are two entries`;
  return [{ field, reason: 'EMPTY_HOURS', description }];
}

function isDay(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && dateOf(time) === date;
}

function clockOf(timeZone: string): ZoneClock {
  const clock = zoneClock(timeZone);
  if (clock) return clock;
  throw new RangeError(`the time zone ${timeZone} is not known on this machine`);
}

type Hours = readonly Omit<OpeningSlot, 'dayOfWeek'>[];

const ALL_DAY: Hours = [{ fromMinute: 0, toMinute: 24 * 60 }];

/** The hours of the day in which a local time is. */
function hoursOfDays({ slots, exceptions }: OpeningHours): (local: number) => Hours {
  const others = Map.groupBy(exceptions, ({ date }) => date);
  return (local) => {
    const ownHours = others.get(dateOf(local));
    if (ownHours) return ownHours;
    if (slots.length === 0) return ALL_DAY;
    const day = dayOfWeek(local);
    return slots.filter((slot) => slot.dayOfWeek === day);
  };
}

function isOpen(clock: ZoneClock, hoursOn: (local: number) => Hours, time: number): boolean {
  const local = time + clock(time);
  const minute = Math.floor((((local % MS_PER_DAY) + MS_PER_DAY) % MS_PER_DAY) / MS_PER_MINUTE);
  return hoursOn(local).some(({ fromMinute, toMinute }) => fromMinute <= minute && minute < toMinute);
}

const dateOf = (local: number): string => new Date(local).toISOString().slice(0, 10);

/** 1 January 1970 was a Thursday. */
const dayOfWeek = (local: number): number => ((((Math.floor(local / MS_PER_DAY) + 3) % 7) + 7) % 7) + 1;

/**
 * Every time at which it may open, in order: the beginning of each slot by each offset that the zone has around then,
 * and each change of the clock, which may land in a slot.
 */
function candidates(clock: ZoneClock, hoursOn: (local: number) => Hours, after: number): number[] {
  const firstDay = Math.floor((after + clock(after)) / MS_PER_DAY) * MS_PER_DAY - MS_PER_DAY;
  const times: number[] = [];
  for (let index = 0; index <= LOOK_AHEAD_DAYS; index++) {
    const day = firstDay + index * MS_PER_DAY;
    const offsets = new Set([day - MS_PER_DAY, day, day + MS_PER_DAY, day + 2 * MS_PER_DAY].map(clock));
    for (const { fromMinute } of hoursOn(day)) {
      for (const offset of offsets) times.push(day + fromMinute * MS_PER_MINUTE - offset);
    }
    if (offsets.size > 1) times.push(...changesOf(clock, day));
  }
  return times.sort((a, b) => a - b);
}

const QUARTER = 15 * MS_PER_MINUTE;

/** When the clock changes around a day: always on a quarter of an hour of UTC. */
function changesOf(clock: ZoneClock, day: number): number[] {
  const times: number[] = [];
  for (let time = day - MS_PER_DAY; time < day + 2 * MS_PER_DAY; time += QUARTER) {
    if (clock(time) !== clock(time - QUARTER)) times.push(time);
  }
  return times;
}
