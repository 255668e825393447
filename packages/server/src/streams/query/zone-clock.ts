import { MS_PER_DAY } from './utc-days.ts';

const MS_PER_QUARTER = 900_000;

/** Tells how far a time zone is ahead of UTC at a time (epoch milliseconds), in milliseconds. */
export type ZoneClock = (time: number) => number;

/**
 * The clock of an IANA time zone, or undefined if this machine knows no such zone. The zone is looked up
 * once for a UTC day whose offset does not change, else once for each quarter of an hour: zones
 * change their clocks on quarter hours of UTC, though not all on full ones (Lord Howe Island).
 */
export function zoneClock(timeZone: string): ZoneClock | undefined {
  const format = offsetFormat(timeZone);
  if (!format) return undefined;
  const cache = new Map<number, number>();
  const lookUp = (time: number): number => {
    const known = cache.get(time);
    if (known !== undefined) return known;
    const offset = readOffset(format, time);
    cache.set(time, offset);
    return offset;
  };
  return (time) => {
    const day = Math.floor(time / MS_PER_DAY) * MS_PER_DAY;
    const atStart = lookUp(day);
    if (atStart === lookUp(day + MS_PER_DAY)) return atStart;
    return lookUp(Math.floor(time / MS_PER_QUARTER) * MS_PER_QUARTER);
  };
}

function offsetFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  // Intl also takes fixed offsets, "+02:00", which are no names of a zone.
  if (/^[+-]/.test(timeZone)) return undefined;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Reads `GMT`, `GMT+05:45` or, before standard time, `GMT+00:19:32`. */
function readOffset(format: Intl.DateTimeFormat, time: number): number {
  const name = format.formatToParts(time).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const match = /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(name);
  if (!match) throw new Error(`cannot read the UTC offset "${name}"`);
  const [, sign, hours = 0, minutes = 0, seconds = 0] = match;
  const offset = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -offset : offset;
}
