import type { TimeSpan } from '../../chart/time-span.ts';
import type { ZoneClock } from '../../chart/zone-clock.ts';
import { parseRange, type RangeAttributes } from '../shown-range.ts';
import type { BarStep } from './consumption.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Up to so much time the bars are hours, up to so much days, beyond that months. */
const HOURS_UP_TO_MS = 8 * DAY_MS;
const DAYS_UP_TO_MS = 400 * DAY_MS;

/**
 * The range that attributes ask for, in whole hours, days or months of the meter's clock. An open end is the end of
 * the current one; 24 hours that follow the clock are today, from midnight to midnight: a customer's own day.
 *
 * @throws ElementError when an attribute is not what it should be.
 */
export function meterRange(
  attributes: RangeAttributes,
  clock: ZoneClock,
  now: number,
): { readonly range: TimeSpan; readonly step: BarStep } {
  const { from, to, spanMs } = parseRange(attributes, clock);
  const end = to ?? nextMidnight(now, clock);
  const start = from ?? clock.instantOf(clock.localAt(end) - spanMs);
  const length = end - start;
  const step = length <= HOURS_UP_TO_MS ? 'hour' : length <= DAYS_UP_TO_MS ? 'day' : 'month';
  return { range: { from: start, to: end }, step };
}

function nextMidnight(now: number, clock: ZoneClock): number {
  const local = clock.localAt(now);
  return clock.instantOf((Math.floor(local / DAY_MS) + 1) * DAY_MS);
}
