import type { TimeSpan } from '../../chart/time-span.ts';
import type { ZoneClock } from '../../chart/zone-clock.ts';
import { parseRange, RANGE_SPANS, type RangeAttributes, type RangeSpan } from '../shown-range.ts';
import type { BarStep, ConsumptionData } from './consumption.ts';
import { meterRange } from './meter-range.ts';

const HOUR_MS = 3_600_000;

/** What is shown of a meter. */
export interface MeterPeriod {
  readonly data: ConsumptionData;
  readonly range: TimeSpan;
  readonly step: BarStep;
}

/**
 * What is shown of data that the page has itself: what lies in the range that `from` and `to` say, each of which without
 * the other reaches to the end of the data. Its bars are as long as the page has made them.
 *
 * @throws ElementError when an attribute is not what it should be.
 */
export function ownPart(attributes: RangeAttributes, data: ConsumptionData, clock: ZoneClock): MeterPeriod {
  const { values } = data;
  const [first, last] = [values[0], values.at(-1)];
  if (!first || !last) return { ...meterRange(attributes, clock, Date.now()), data };
  const asked = parseRange(attributes, clock);
  const to = asked.to ?? Math.max(last.to.getTime(), (asked.from ?? 0) + HOUR_MS);
  const from = asked.from ?? Math.min(first.from.getTime(), to - HOUR_MS);
  const lengthMs = first.to.getTime() - first.from.getTime();
  const step = lengthMs <= HOUR_MS ? 'hour' : lengthMs <= 25 * HOUR_MS ? 'day' : 'month';
  const inside = values.filter((value) => value.from.getTime() < to && value.to.getTime() > from);
  return { range: { from, to }, step, data: { ...data, values: inside } };
}

/**
 * The spans that show less than all of such data, and more than one bar, each with the time that it begins at: so far
 * before the end by the clock on the wall, at the edge of a bar.
 */
export function ownSpans({ values }: ConsumptionData, clock: ZoneClock): [span: RangeSpan, from: number][] {
  const [first, last] = [values[0], values.at(-1)];
  if (!first || !last) return [];
  const end = clock.localAt(last.to.getTime());
  return RANGE_SPANS.flatMap((span): [RangeSpan, number][] => {
    const { spanMs } = parseRange({ from: '', to: '', span }, clock);
    if (spanMs < 2 * (last.to.getTime() - last.from.getTime())) return [];
    const start = clock.instantOf(end - spanMs);
    const bar = values.find(({ to }) => to.getTime() > start);
    const from = Math.min(start, bar?.from.getTime() ?? start);
    return from > first.from.getTime() ? [[span, from]] : [];
  });
}
