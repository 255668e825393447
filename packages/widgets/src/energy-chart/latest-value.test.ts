import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChartSeries } from '../chart/chart-series.ts';
import { GapIndex } from '../chart/gap-index.ts';
import { hourly, seriesOf } from '../testing/chart-series-of.ts';
import { latestValue } from './latest-value.ts';

const HOUR_MS = 3_600_000;
const hours = (from: number, to: number) => ({ from: from * HOUR_MS, to: to * HOUR_MS });
const constant = (label: string, megawatts: number, count: number) =>
  seriesOf(
    label,
    hourly(
      0,
      Array.from({ length: count }, () => megawatts),
    ),
  );

function latestOf(series: readonly ChartSeries[], range = hours(0, 100)) {
  const gapIndex = new GapIndex(series);
  return latestValue({ series, range, gapIndex, gaps: gapIndex.within(range) });
}

const [gas, sun] = [constant('gas', 30, 100), constant('sun', 5, 100)];

test('the newest hour from which something is still missing is not told while there is one that is whole', () => {
  const latest = { megawatts: 45, kind: 'total', span: hours(96, 97), isPartial: false };
  assert.deepEqual(latestOf([gas, sun, constant('wind', 10, 97)]), latest);
});

test('where nothing has been whole for a day the newest total is told as what it is', () => {
  const latest = { megawatts: 35, kind: 'total', span: hours(99, 100), isPartial: true };
  assert.deepEqual(latestOf([gas, sun, constant('wind', 10, 40)]), latest);
  assert.deepEqual(latestOf([gas, sun, constant('wind', 10, 97)], hours(98, 100)), latest);
});

test('nothing is told of a range without a value', () => {
  assert.equal(latestOf([gas, sun], hours(100, 120)), undefined);
});
