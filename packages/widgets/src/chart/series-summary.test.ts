import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hourly, seriesOf } from '../testing/chart-series-of.ts';
import { newestEnd } from './newest-end.ts';
import { summarize } from './series-summary.ts';

const HOUR_MS = 3_600_000;

test('only what lies in the range is summed up', () => {
  const series = seriesOf('load', hourly(0, [100, 4, 2, Number.NaN, 6, 900]));
  const summary = summarize(series, { from: HOUR_MS, to: 5 * HOUR_MS });
  assert.deepEqual(summary?.lowest, { time: 2 * HOUR_MS, megawatts: 2 });
  assert.deepEqual(summary?.highest, { time: 4 * HOUR_MS, megawatts: 6 });
  assert.deepEqual(summary?.latest, { time: 4 * HOUR_MS, megawatts: 6 });
  assert.equal(summary?.mean, 4);
});

test('the highest value is the peak within a bucket, not the mean of the highest bucket', () => {
  const extremes = { low: Float64Array.of(1, 6), high: Float64Array.of(12, 8) };
  const buckets = hourly(0, [5, 7]).map((segment) => ({ ...segment, ...extremes }));
  const summary = summarize(seriesOf('load', buckets), {
    from: 0,
    to: 2 * HOUR_MS,
  });
  assert.deepEqual([summary?.lowest.megawatts, summary?.highest.megawatts, summary?.mean], [1, 12, 6]);
});

test('without a value there is nothing to sum up', () => {
  assert.equal(summarize(seriesOf('load', hourly(0, [Number.NaN])), { from: 0, to: HOUR_MS }), undefined);
});

test('the newest value is the last that is known, not the last interval', () => {
  assert.equal(newestEnd([{ segments: hourly(0, [1, 2, Number.NaN]) }]), 2 * HOUR_MS);
  assert.equal(newestEnd([{ segments: [] }]), undefined);
});

test('the change is what the second half of the range has more than the first', () => {
  const series = seriesOf('load', hourly(0, [10, 20, 40, 60]));
  assert.equal(summarize(series, { from: 0, to: 4 * HOUR_MS })?.change, 35);
  assert.equal(summarize(series, { from: 0, to: 8 * HOUR_MS })?.change, undefined);
});

test('a bucket of which little is known weighs little in the mean', () => {
  const partly = hourly(0, [10, 90]).map((one) => ({
    ...one,
    missingMs: Float64Array.of(0, HOUR_MS * 0.75),
  }));
  assert.equal(summarize(seriesOf('load', partly), { from: 0, to: 2 * HOUR_MS })?.mean, 26);
});
