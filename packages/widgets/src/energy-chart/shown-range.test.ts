import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ZoneClock } from '../chart/zone-clock.ts';
import { parseRange, shownRange, watchedRange } from './shown-range.ts';

const HOUR_MS = 3_600_000;
const athens = new ZoneClock('Europe/Athens');
const until = Date.UTC(2022, 0, 10);
const open = { from: undefined, to: undefined };

test('a date begins at midnight of the area, a time says its own zone', () => {
  assert.deepEqual(parseRange('2022-01-02', '2022-01-03T00:00:00Z', athens), {
    from: Date.UTC(2022, 0, 1, 22),
    to: Date.UTC(2022, 0, 3),
  });
});

test('what is no time is an error that names the attribute and the value', () => {
  for (const text of ['yesterday', '2022-13-01', '2022-01-01T10:00', '01/02/2022']) {
    assert.throws(() => parseRange(text, '', athens), {
      name: 'ChartError',
      message: new RegExp(`from="${text}"`),
    });
  }
});

test('a range that ends before it begins is an error', () => {
  assert.throws(() => parseRange('2022-01-03', '2022-01-02', athens), /from .* before .* to/);
});

test('without attributes the last 24 hours of data are shown, and new data moves them along', () => {
  const data = { from: 0, until };
  assert.deepEqual(shownRange(open, data), { from: until - 24 * HOUR_MS, to: until });
  const later = shownRange(open, { ...data, until: until + HOUR_MS });
  assert.deepEqual(later, { from: until - 23 * HOUR_MS, to: until + HOUR_MS });
});

test('data that is younger than a day is shown whole, but never so little that an hour fills the chart', () => {
  assert.equal(shownRange(open, { from: until - 15 * HOUR_MS, until }).from, until - 15 * HOUR_MS);
  assert.equal(shownRange(open, { from: until - HOUR_MS, until }).from, until - 12 * HOUR_MS);
});

test('a start without an end grows with the data', () => {
  const from = until - 48 * HOUR_MS;
  assert.deepEqual(shownRange({ from, to: undefined }, { from: 0, until }), { from, to: until });
});

test('what is asked for is shown as asked, with or without data', () => {
  const asked = { from: until + HOUR_MS, to: until + 2 * HOUR_MS };
  assert.deepEqual(shownRange(asked, { from: 0, until }), asked);
  assert.deepEqual(watchedRange(asked, until), asked);
});

test('an open range is watched beyond its newest value, so that the next one is heard of', () => {
  assert.ok(watchedRange(open, until).to > until);
});
