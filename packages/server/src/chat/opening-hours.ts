import { invalidRequest } from '../rpc/errors.ts';
import { type ZoneClock, zoneClock } from '../streams/query/zone-clock.ts';

/** Hours of one day of the week by the clock of a zone: half-open, in minutes from midnight. */
export interface OpeningSlot {
  /** 1 (Monday) to 7 (Sunday). */
  readonly dayOfWeek: number;
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** When somebody answers. No slot means always. */
export interface OpeningHours {
  readonly timeZone: string;
  readonly slots: readonly OpeningSlot[];
}

/** Whether somebody answers at a time. */
export interface Opening {
  readonly open: boolean;
  /** Where it is closed: when it opens, to the minute. Undefined if it does not within two weeks. */
  readonly opensAt: Date | undefined;
}

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;
const LOOK_AHEAD_DAYS = 14;
const OPEN: Opening = { open: true, opensAt: undefined };

/**
 * Whether it is open at a time, by the clock on the wall: an hour that is skipped in spring is not there, and one that
 * comes twice in autumn is open twice.
 *
 * @throws RangeError if this machine does not know the zone.
 */
export function openingAt({ timeZone, slots }: OpeningHours, now: Date): Opening {
  if (slots.length === 0) return OPEN;
  const clock = clockOf(timeZone);
  const at = now.getTime();
  if (isOpen(clock, slots, at)) return OPEN;
  const opensAt = candidates(clock, slots, at).find((time) => time > at && isOpen(clock, slots, time));
  return { open: false, opensAt: opensAt === undefined ? undefined : new Date(opensAt) };
}

/** Refuses hours in an unknown zone, and slots that end before they begin, as `invalid_argument`. */
export function checkOpeningHours({ timeZone, slots }: OpeningHours): void {
  const violations = slots.flatMap(({ fromMinute, toMinute }, index) =>
    fromMinute < toMinute
      ? []
      : [
          {
            field: `settings.opening_hours[${index}]`,
            reason: 'EMPTY_HOURS',
            description: `ends at minute ${toMinute}, which is not after ${fromMinute}; hours over midnight are two entries`,
          },
        ],
  );
  if (zoneClock(timeZone) === undefined) {
    const description = `"${timeZone}" is no time zone that is known here; one is Europe/Athens`;
    violations.push({ field: 'settings.time_zone', reason: 'UNKNOWN_TIME_ZONE', description });
  }
  if (violations.length > 0) throw invalidRequest(violations);
}

function clockOf(timeZone: string): ZoneClock {
  const clock = zoneClock(timeZone);
  if (clock) return clock;
  throw new RangeError(`the time zone ${timeZone} is not known on this machine`);
}

function isOpen(clock: ZoneClock, slots: readonly OpeningSlot[], time: number): boolean {
  const local = time + clock(time);
  const day = dayOfWeek(local);
  const minute = Math.floor((((local % MS_PER_DAY) + MS_PER_DAY) % MS_PER_DAY) / MS_PER_MINUTE);
  return slots.some((slot) => slot.dayOfWeek === day && slot.fromMinute <= minute && minute < slot.toMinute);
}

/** 1 January 1970 was a Thursday. */
const dayOfWeek = (local: number): number => ((((Math.floor(local / MS_PER_DAY) + 3) % 7) + 7) % 7) + 1;

/**
 * Every time at which it may open, in order: the beginning of each slot by each offset that the zone has around then,
 * and each change of the clock, which may land in a slot.
 */
function candidates(clock: ZoneClock, slots: readonly OpeningSlot[], after: number): number[] {
  const firstDay = Math.floor((after + clock(after)) / MS_PER_DAY) * MS_PER_DAY - MS_PER_DAY;
  const times: number[] = [];
  for (let index = 0; index <= LOOK_AHEAD_DAYS; index++) {
    const day = firstDay + index * MS_PER_DAY;
    const offsets = new Set([day - MS_PER_DAY, day, day + MS_PER_DAY, day + 2 * MS_PER_DAY].map(clock));
    for (const { dayOfWeek: wanted, fromMinute } of slots) {
      if (wanted !== dayOfWeek(day)) continue;
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
