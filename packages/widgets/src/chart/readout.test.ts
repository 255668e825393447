import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hourly, seriesOf } from '../testing/chart-series-of.ts';
import { finestStep, readoutAt } from './readout.ts';

const HOUR_MS = 3_600_000;
const labels = (rows: ReturnType<typeof readoutAt>['rows']) => rows.map(({ series }) => series.label);

test('bands are told by size, those without a value last, and their total', () => {
  const series = [
    seriesOf('small', hourly(0, [1])),
    seriesOf('unknown', hourly(0, [Number.NaN])),
    seriesOf('pumping', hourly(0, [-30])),
    seriesOf('large', hourly(0, [50])),
  ];
  const { rows, total } = readoutAt(series, 1);
  assert.deepEqual(labels(rows), ['large', 'pumping', 'small', 'unknown']);
  assert.equal(rows.at(-1)?.megawatts, undefined);
  assert.equal(total, 51);
});

test('a net line comes first and stands for the total', () => {
  const series = [seriesOf('in', hourly(0, [5])), seriesOf('net', hourly(0, [2]), { mark: 'line' })];
  const { rows, total } = readoutAt(series, 1);
  assert.deepEqual(labels(rows), ['net', 'in']);
  assert.equal(total, undefined);
});

test('the interval is the finest that holds the time', () => {
  const quarters = [{ start: 0, stepMs: HOUR_MS / 4, megawatts: Float64Array.of(1, 2, 3, 4) }];
  const { span } = readoutAt(
    [seriesOf('hours', hourly(0, [1])), seriesOf('quarters', quarters)],
    HOUR_MS / 2 + 1,
  );
  assert.deepEqual(span, { from: HOUR_MS / 2, to: (HOUR_MS * 3) / 4 });
});

test('in a gap the interval is the one that is missing', () => {
  const series = [seriesOf('load', hourly(0, [1, Number.NaN, 1]))];
  assert.deepEqual(readoutAt(series, HOUR_MS + 5).span, { from: HOUR_MS, to: 2 * HOUR_MS });
  assert.equal(finestStep(series), HOUR_MS);
});
