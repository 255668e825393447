import type { TimeSpan } from '../chart/time-span.ts';
import type { ZoneClock } from '../chart/zone-clock.ts';
import { ChartError } from './chart-error.ts';
import { strings } from './strings.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How far past the newest value an open range is watched: a chart left open for longer asks anew. */
const HORIZON_MS = 7 * DAY_MS;

/** The range that attributes ask for. An absent bound follows the newest data. */
export interface RequestedRange {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/**
 * Reads the `from` and `to` attributes: RFC 3339 times, or dates, which begin at midnight of the clock.
 *
 * @throws ChartError when one is neither, or they are in the wrong order.
 */
export function parseRange(from: string, to: string, clock: ZoneClock): RequestedRange {
  const range = { from: parseTime('from', from, clock), to: parseTime('to', to, clock) };
  if (range.from !== undefined && range.to !== undefined && range.from >= range.to) {
    throw new ChartError(strings.rangeReversed);
  }
  return range;
}

/** What to ask the server to watch, given how far the area's data reaches. */
export function watchedRange({ from, to }: RequestedRange, dataUntil: number): TimeSpan {
  const start = from ?? (to ?? dataUntil) - DAY_MS;
  return { from: start, to: to ?? Math.max(start, dataUntil) + HORIZON_MS };
}

/**
 * What the chart shows, given where its data begins and ends: by default the last 24 hours of it, or
 * all, if that is less (but never so little that an hour fills the screen).
 */
export function shownRange(
  { from, to }: RequestedRange,
  data: { from: number | undefined; until: number },
): TimeSpan {
  if (from !== undefined) return { from, to: to ?? Math.max(data.until, from + HOUR_MS) };
  const end = to ?? data.until;
  const whole = Math.min(data.from ?? end - DAY_MS, end - DAY_MS / 2);
  return { from: Math.max(whole, end - DAY_MS), to: end };
}

function parseTime(name: string, text: string, clock: ZoneClock): number | undefined {
  if (text === '') return undefined;
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/i.test(text);
  const time = isDate || isTime ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new ChartError(strings.timeInvalid(name, text));
  return isDate ? clock.instantOf(time) : time;
}
