import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ZoneClock } from '../../chart/zone-clock.ts';
import { ownPart, ownSpans } from './own-part.ts';

const athens = new ZoneClock('Europe/Athens');
const iso = (time: number) => new Date(time).toISOString().slice(0, 16);

/** Bars between these midnights of Athens. */
function barsBetween(days: readonly string[]) {
  const midnights = days.map((day) => new Date(athens.instantOf(Date.parse(day))));
  const values = midnights.slice(1).map((to, i) => ({
    from: midnights[i] ?? to,
    ...{ to, wattHours: 1000, coverage: 1, aboveLimitWattHours: 0 },
  }));
  return { meter: { name: '', timeZone: 'Europe/Athens' }, values };
}

/** So many days of bars from the first of March 2022, over the night in which the clock is set forward. */
const days = (count: number) =>
  barsBetween(Array.from({ length: count + 1 }, (_, i) => iso(Date.UTC(2022, 2, 1 + i)).slice(0, 10)));

const months = barsBetween(Array.from({ length: 27 }, (_, i) => iso(Date.UTC(2022, i, 1)).slice(0, 10)));

test('the spans of own data end with it, by the clock on the wall, and are shorter than all of it', () => {
  const spans = ownSpans(days(30), athens).map(([span, from]) => [span, iso(from)]);
  assert.deepEqual(spans, [['7d', '2022-03-23T22:00']]);
  assert.deepEqual(ownSpans(days(7), athens), []);
  assert.deepEqual(ownSpans(days(0), athens), []);
});

test('a span of own data begins where a bar does, and has more than one', () => {
  const spans = ownSpans(months, athens).map(([span, from]) => [span, iso(from)]);
  // The last twelve months have a 29 February: 365 days before their end is the second of March.
  assert.deepEqual(spans, [['12m', '2023-02-28T22:00']]);
});

test('own data is shown whole, or from a time to its end, or to a time from its start', () => {
  const shown = (from: string, to: string) => {
    const { range, data, step } = ownPart({ from, to, span: '24h' }, days(10), athens);
    return [iso(range.from), iso(range.to), data.values.length, step];
  };
  assert.deepEqual(shown('', ''), ['2022-02-28T22:00', '2022-03-10T22:00', 10, 'day']);
  assert.deepEqual(shown('2022-03-09', ''), ['2022-03-08T22:00', '2022-03-10T22:00', 2, 'day']);
  assert.deepEqual(shown('', '2022-03-03'), ['2022-02-28T22:00', '2022-03-02T22:00', 2, 'day']);
  assert.deepEqual(shown('2023-01-01', ''), ['2022-12-31T22:00', '2022-12-31T23:00', 0, 'day']);
});
