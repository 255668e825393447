import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hourly } from '../testing/chart-series-of.ts';
import { revisedSpans } from './revised-spans.ts';

const HOUR_MS = 3_600_000;
const hours = (from: number, to: number) => ({ from: from * HOUR_MS, to: to * HOUR_MS });

test('a value that is another now is revised, one that is new or gone is not', () => {
  const before = hourly(0, [1, 2, 3, Number.NaN, 5]);
  const after = hourly(0, [1, 9, 8, 4, Number.NaN, 6]);
  assert.deepEqual(revisedSpans(before, after), [hours(1, 3)]);
});

test('it does not matter where a stretch begins', () => {
  assert.deepEqual(revisedSpans(hourly(0, [1, 2, 3]), hourly(HOUR_MS, [2, 7])), [hours(2, 3)]);
  assert.deepEqual(revisedSpans(hourly(HOUR_MS, [2, 3]), hourly(0, [1, 2, 7])), [hours(2, 3)]);
});

test('the same values are not a revision', () => {
  assert.deepEqual(revisedSpans(hourly(0, [1, 2]), hourly(0, [1, 2])), []);
});
