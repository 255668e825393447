import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isRealDate, parseRfc3339 } from './rfc3339.ts';

test('a time is read with its offset, to the millisecond', () => {
  assert.equal(parseRfc3339('2026-01-31T12:00:00Z'), Date.UTC(2026, 0, 31, 12));
  assert.equal(parseRfc3339('2026-01-31T12:00:00.123456789+02:00'), Date.UTC(2026, 0, 31, 10, 0, 0, 123));
  const whenever = fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true });
  fc.assert(fc.property(whenever, (date) => parseRfc3339(date.toISOString()) === date.getTime()));
});

test('what is not a time of the calendar with an offset is none', () => {
  for (const text of [
    ...['', '2026-01-31', '2026-01-31T12:00:00', '2026-01-31 12:00:00Z', '2026-01-31T12:00Z'],
    ...['2026-02-30T12:00:00Z', '2026-13-01T00:00:00Z', '2026-01-01T24:30:00Z', '+002026-01-01T00:00:00Z'],
    ...[' 2026-01-31T12:00:00Z', '2026-01-31T12:00:00Z\n', '2026-01-31T12:00:00+99:00'],
  ])
    assert.equal(parseRfc3339(text), undefined, JSON.stringify(text));
});

test('a date is one of the calendar', () => {
  const day = fc.date({ min: new Date('0100-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
  fc.assert(fc.property(day, (date) => isRealDate(date.toISOString().slice(0, 10))));
  assert.ok(isRealDate('2024-02-29'));
  for (const text of [
    '2026-02-29',
    '2100-02-29',
    '2026-04-31',
    '2026-00-01',
    '2026-01-00',
    '2026-1-31',
    '2026-01-31T',
    '26-01-31',
    '+002026-01-01',
    '',
  ])
    assert.ok(!isRealDate(text), text);
});
