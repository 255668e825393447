import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChartSeries } from '../../chart/chart-series.ts';
import { hourly, seriesOf } from '../../testing/chart-series-of.ts';
import { ChartRows } from './chart-rows.ts';

const HOUR_MS = 3_600_000;
const range = { from: 0, to: 6 * HOUR_MS };
const rowsOf = (series: readonly ChartSeries[]) => {
  const rows = new ChartRows(series, range);
  return Array.from({ length: rows.length }, (_, i) => {
    const { from, to, values } = rows.at(i);
    return { from, to, values };
  });
};

test('there is a row for every interval of the finest step', () => {
  const quarters = [{ start: 0, stepMs: HOUR_MS / 2, megawatts: Float64Array.of(1, 2) }];
  assert.deepEqual(rowsOf([seriesOf('a', quarters), seriesOf('b', hourly(0, [5]))]), [
    { from: 0, to: HOUR_MS / 2, values: [1, 5] },
    { from: HOUR_MS / 2, to: HOUR_MS, values: [2, 5] },
  ]);
});

test('a gap is a row that says so, a zero is a zero', () => {
  const series = [seriesOf('a', hourly(0, [0, Number.NaN, Number.NaN, 3]))];
  assert.deepEqual(rowsOf(series), [
    { from: 0, to: HOUR_MS, values: [0] },
    { from: HOUR_MS, to: 3 * HOUR_MS, values: [undefined] },
    { from: 3 * HOUR_MS, to: 4 * HOUR_MS, values: [3] },
  ]);
  assert.deepEqual([...new ChartRows(series, range).column(0)], [0, Number.NaN, 3]);
});

test('where finer values end an hour goes on with what it has', () => {
  const quarter = [{ start: 0, stepMs: HOUR_MS / 4, megawatts: Float64Array.of(1) }];
  assert.deepEqual(rowsOf([seriesOf('a', quarter), seriesOf('b', hourly(0, [5, 6]))]), [
    { from: 0, to: HOUR_MS / 4, values: [1, 5] },
    { from: HOUR_MS / 4, to: HOUR_MS, values: [undefined, 5] },
    { from: HOUR_MS, to: 2 * HOUR_MS, values: [undefined, 6] },
  ]);
});

test('a row of buckets says for how long nothing is known', () => {
  const days = hourly(0, [5, 6]).map((one) => ({ ...one, missingMs: Float64Array.of(0, HOUR_MS / 2) }));
  const rows = new ChartRows([seriesOf('a', days)], range);
  assert.deepEqual([rows.at(0).missingMs, rows.at(1).missingMs], [[0], [HOUR_MS / 2]]);
});
