import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hourly, seriesOf } from '../../testing/chart-series-of.ts';
import { chartRows } from './chart-rows.ts';

const HOUR_MS = 3_600_000;
const range = { from: 0, to: 6 * HOUR_MS };

test('there is a row for every interval of the finest step', () => {
  const quarters = [{ start: 0, stepMs: HOUR_MS / 2, megawatts: Float64Array.of(1, 2) }];
  const rows = chartRows([seriesOf('a', quarters), seriesOf('b', hourly(0, [5]))], range);
  assert.deepEqual(rows, [
    { from: 0, to: HOUR_MS / 2, values: [1, 5] },
    { from: HOUR_MS / 2, to: HOUR_MS, values: [2, 5] },
  ]);
});

test('a gap is a row that says so, a zero is a zero', () => {
  const rows = chartRows([seriesOf('a', hourly(0, [0, Number.NaN, Number.NaN, 3]))], range);
  assert.deepEqual(rows, [
    { from: 0, to: HOUR_MS, values: [0] },
    { from: HOUR_MS, to: 3 * HOUR_MS, values: [undefined] },
    { from: 3 * HOUR_MS, to: 4 * HOUR_MS, values: [3] },
  ]);
});
