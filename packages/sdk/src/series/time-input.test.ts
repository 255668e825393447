import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WattletError } from '../errors/wattlet-error.ts';
import { type TimeInput, toEpochMs } from './time-input.ts';

test('a Date, epoch milliseconds, RFC 3339 text and a bare UTC date are times', () => {
  const newYear = Date.UTC(2026, 0, 1);
  const same: TimeInput[] = [
    new Date(newYear),
    newYear,
    '2026-01-01',
    '2026-01-01T00:00Z',
    '2026-01-01T00:00:00.000Z',
    '2026-01-01T02:00:00+02:00',
  ];
  for (const time of same) assert.equal(toEpochMs(time, 'from'), newYear, String(time));
});

for (const time of [
  '2026-01-01T00:00',
  '1 January 2026',
  '2026-02-30',
  '2026-02-30T00:00Z',
  '',
  'now',
  Number.NaN,
  new Date('x'),
]) {
  test(`${JSON.stringify(time)} is refused, naming the argument`, () => {
    assert.throws(
      () => toEpochMs(time, 'from'),
      (error) =>
        error instanceof WattletError &&
        error.code === 'invalid_argument' &&
        error.violations[0]?.field === 'from',
    );
  });
}
