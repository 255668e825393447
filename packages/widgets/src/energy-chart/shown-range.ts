import type { TimeSpan } from '../chart/time-span.ts';
import type { ZoneClock } from '../chart/zone-clock.ts';
import { ElementError } from '../element/element-error.ts';
import { strings } from './strings.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How far past the newest value an open range is watched: a chart left open for longer asks anew. */
export const HORIZON_MS = 7 * DAY_MS;

/** It asks anew when its newest value comes this close to the end of what is watched. */
export const RENEW_BEFORE_MS = DAY_MS;

/** What lies around a short range is read several times its length: up to a month. */
const WIDE_MS = 30 * DAY_MS;

/** Ten years by the calendar, with their leap days: with what is read beside them less than the 3,700 days of the server. */
export const LONGEST_MS = 3_653 * DAY_MS;

/** Lengths of a range that ends with the newest data, in the order of their buttons. */
export const RANGE_SPANS = ['24h', '7d', '30d', '12m', 'all'] as const;

/** Length of a range that ends with the newest data. */
export type RangeSpan = (typeof RANGE_SPANS)[number];

const SPAN_MS: Readonly<Record<RangeSpan, number>> = {
  '24h': DAY_MS,
  '7d': 7 * DAY_MS,
  '30d': 30 * DAY_MS,
  '12m': 365 * DAY_MS,
  all: LONGEST_MS,
};

/** The range that attributes ask for. An absent bound follows the newest data. */
export interface RequestedRange {
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly spanMs: number;
}

/** The attributes that say which range. */
export interface RangeAttributes {
  readonly from: string;
  readonly to: string;
  readonly span: RangeSpan;
}

/**
 * Reads the `from` and `to` attributes: RFC 3339 times, or dates, which begin at midnight of the clock.
 *
 * @throws ElementError when one is not what it should be, or they are in the wrong order.
 */
export function parseRange({ from, to, span }: RangeAttributes, clock: ZoneClock): RequestedRange {
  const range = {
    from: parseTime('from', from, clock),
    to: parseTime('to', to, clock),
    spanMs: SPAN_MS[span],
  };
  if (range.from !== undefined && range.to !== undefined && range.from >= range.to) {
    throw new ElementError(strings.rangeReversed);
  }
  return range;
}

/** What to ask the server to watch, given how far the area's data reaches. */
export function watchedRange({ from, to, spanMs }: RequestedRange, data: DataBounds): TimeSpan {
  const end = to ?? data.until;
  const start = from ?? Math.max(end - spanMs, Math.min(data.from ?? end - DAY_MS, end - DAY_MS));
  return { from: start, to: to ?? Math.max(start, data.until) + HORIZON_MS };
}

/**
 * The same with as much again on both sides as far as there is data, and at least some days: what
 * somebody who looks around will want to see next.
 */
export function surroundings(range: TimeSpan, data: DataBounds): TimeSpan {
  const length = Math.max(DAY_MS, range.to - range.from);
  const margin = Math.min(Math.max(length, Math.min(3 * length, WIDE_MS)), LONGEST_MS / 4);
  const start = Math.min(range.from, Math.max(range.from - margin, data.from ?? range.from));
  const isAtEnd = range.to + margin >= data.until;
  const end = isAtEnd ? Math.max(range.to, data.until + HORIZON_MS) : range.to + margin;
  return { from: Math.max(start, end - LONGEST_MS - HORIZON_MS), to: end };
}

/** Where the data of an area begins and ends, epoch milliseconds. */
export interface DataBounds {
  readonly from: number | undefined;
  readonly until: number;
}

/**
 * What the chart shows, given where its data begins and ends: by default the last 24 hours of it, or
 * all, if that is less (but never so little that an hour fills the screen).
 */
export function shownRange({ from, to, spanMs }: RequestedRange, data: DataBounds): TimeSpan {
  if (from !== undefined) return { from, to: to ?? Math.max(data.until, from + HOUR_MS) };
  const end = to ?? data.until;
  const whole = Math.min(data.from ?? end - DAY_MS, end - DAY_MS / 2);
  return { from: Math.max(whole, end - spanMs), to: end };
}

/**
 * Reads an attribute that is a time (RFC 3339) or a date, which begins at midnight of the clock; empty is undefined.
 *
 * @throws ElementError when it is neither.
 */
export function parseTime(name: string, text: string, clock: ZoneClock): number | undefined {
  if (text === '') return undefined;
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/i.test(text);
  const time = isDate || isTime ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time) || !isOnCalendar(text.slice(0, 10)))
    throw new ElementError(strings.timeInvalid(name, text));
  return isDate ? clock.instantOf(time) : time;
}

/** Whether there is such a day: parsing takes 30 February for 2 March. */
function isOnCalendar(day: string): boolean {
  return new Date(day).toISOString().startsWith(day);
}
