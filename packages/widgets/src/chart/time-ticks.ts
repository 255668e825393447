import { type TickStep, tickStepFor } from './tick-step.ts';
import type { TimeSpan } from './time-span.ts';
import type { ZoneClock } from './zone-clock.ts';

/** A place on the time axis. */
export interface TimeTick {
  /** Epoch milliseconds UTC. */
  readonly time: number;
  /** The wall clock's reading, as if it were UTC. */
  readonly local: number;
  /** The reading occurs twice that day: the label must say which one this is. */
  readonly isRepeated: boolean;
}

export interface TimeTicks {
  readonly step: TickStep;
  readonly ticks: readonly TimeTick[];
}

const MINUTE_MS = 60_000;

/**
 * Round times of a zone's wall clock within a range, apart by about `spacingMs` or more. On a day
 * when the clock goes back the repeated hour gets both its ticks, on one when it goes forward the
 * skipped hour gets none.
 */
export function timeTicks(range: TimeSpan, clock: ZoneClock, spacingMs: number): TimeTicks {
  const step = tickStepFor(spacingMs);
  const times =
    step.unit === 'minute' ? clockTimes(range, clock, step.count) : calendarTimes(range, clock, step);
  const ticks = times.map((time) => ({
    time,
    local: clock.localAt(time),
    isRepeated: clock.isRepeated(time),
  }));
  return { step, ticks };
}

function clockTimes(range: TimeSpan, clock: ZoneClock, stepMinutes: number): number[] {
  // Zones are whole quarters of an hour from UTC, so candidates in UTC find every local one.
  const candidateMs = (stepMinutes < 15 ? 1 : 15) * MINUTE_MS;
  const times: number[] = [];
  for (let time = Math.ceil(range.from / candidateMs) * candidateMs; time < range.to; time += candidateMs) {
    if ((clock.localAt(time) / MINUTE_MS) % stepMinutes === 0) times.push(time);
  }
  return times;
}

function calendarTimes(range: TimeSpan, clock: ZoneClock, step: TickStep): number[] {
  const times: number[] = [];
  const start = new Date(clock.localAt(range.from));
  const year = start.getUTCFullYear();
  const month = start.getUTCMonth();
  for (let i = 0; ; i++) {
    const time = clock.instantOf(calendarLocal(step, { year, month, day: start.getUTCDate() }, i));
    if (time >= range.to) return times;
    if (time >= range.from) times.push(time);
  }
}

/** The i-th boundary of a step, counted from the one at or before a day. */
function calendarLocal(step: TickStep, day: { year: number; month: number; day: number }, i: number): number {
  switch (step.unit) {
    case 'year':
      return Date.UTC(day.year - (day.year % step.count) + i * step.count, 0);
    case 'month':
      return Date.UTC(day.year, day.month - (day.month % step.count) + i * step.count);
    default: {
      // Weeks start on Monday; 5 January 1970 was one. Other day steps count from there too.
      const monday = 4;
      const number = Date.UTC(day.year, day.month, day.day) / (1440 * MINUTE_MS) - monday;
      return (Math.floor(number / step.count) * step.count + i * step.count + monday) * 1440 * MINUTE_MS;
    }
  }
}
