import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ZoneClock } from '../chart/zone-clock.ts';
import { parseRange, type RangeSpan, shownRange, surroundings, watchedRange } from './shown-range.ts';

const HOUR_MS = 3_600_000;
const athens = new ZoneClock('Europe/Athens');
const until = Date.UTC(2022, 0, 10);
const spanMs = 24 * HOUR_MS;
const open = { from: undefined, to: undefined, spanMs };
const parse = (from: string, to: string, span: RangeSpan = '24h') => parseRange({ from, to, span }, athens);

test('a date begins at midnight of the area, a time says its own zone', () => {
  assert.deepEqual(parse('2022-01-02', '2022-01-03T00:00:00Z'), {
    from: Date.UTC(2022, 0, 1, 22),
    to: Date.UTC(2022, 0, 3),
    spanMs,
  });
});

test('what is no time is an error that names the attribute and the value', () => {
  for (const text of ['yesterday', '2022-13-01', '2022-01-01T10:00', '01/02/2022']) {
    assert.throws(() => parse(text, ''), {
      name: 'ElementError',
      message: new RegExp(`from="${text}"`),
    });
  }
});

test('a range that ends before it begins is an error', () => {
  assert.throws(() => parse('2022-01-03', '2022-01-02'), /from .* before .* to/);
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
  assert.deepEqual(shownRange({ from, to: undefined, spanMs }, { from: 0, until }), { from, to: until });
});

test('what is asked for is shown as asked, with or without data', () => {
  const asked = { from: until + HOUR_MS, to: until + 2 * HOUR_MS };
  const data = { from: 0, until };
  assert.deepEqual(shownRange({ ...asked, spanMs }, data), asked);
  assert.deepEqual(watchedRange({ ...asked, spanMs }, data), asked);
});

test('an open range is watched beyond its newest value, so that the next one is heard of', () => {
  assert.ok(watchedRange(open, { from: 0, until }).to > until);
});

test('a day that no calendar has is no date, rather than another day', () => {
  for (const wrong of ['2022-02-30', '2022-13-01', '2022-02-30T10:00:00Z'])
    assert.throws(() => parse(wrong, '2022-04-01', '7d'), { name: 'ElementError', message: /is not a date/ });
});

test('a span is a length that ends with the newest data, at most what there is', () => {
  const week = parse('', '', '7d');
  const from = until - 7 * 24 * HOUR_MS;
  assert.deepEqual(shownRange(week, { from: 0, until }), { from, to: until });
  assert.equal(shownRange(parse('', '', 'all'), { from: until - 1e9, until }).from, until - 1e9);
});

test('all is ten years of the calendar, leap days too, and what is read of them begins where they do', () => {
  const data = { from: Date.UTC(2012, 0, 10), until };
  const all = parse('', '', 'all');
  assert.equal(shownRange(all, data).from, data.from);
  const watched = watchedRange(all, data);
  assert.deepEqual(surroundings(watched, data), watched);
  const older = { from: Date.UTC(2000, 0, 1), until };
  assert.ok(surroundings(watchedRange(all, older), older).from <= shownRange(all, older).from);
});

test('who looks around finds some days on both sides, but nothing is asked for where there is no data', () => {
  const day = { from: until - 48 * HOUR_MS, to: until - 24 * HOUR_MS };
  assert.equal(surroundings(day, { from: 0, until }).from, day.from - 72 * HOUR_MS);
  assert.equal(surroundings(day, { from: day.from - HOUR_MS, until }).from, day.from - HOUR_MS);
  assert.ok(surroundings(day, { from: 0, until }).to > until);
  assert.equal(surroundings(day, { from: 0, until: until * 2 }).to, day.to + 72 * HOUR_MS);
});
