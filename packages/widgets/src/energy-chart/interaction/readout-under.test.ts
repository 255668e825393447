import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PyramidStore } from '../../chart/pyramid-store.ts';
import { hourly, seriesOf } from '../../testing/chart-series-of.ts';
import { readoutUnder } from './readout-under.ts';

const HOUR_MS = 3_600_000;
const values = Array.from({ length: 1000 }, (_, hour) => (hour === 517 ? 90 : 10));
const frameOf = (load: readonly number[], hours: number) => ({
  series: [seriesOf('load', hourly(0, load), { mark: 'area' })],
  pyramids: new PyramidStore(),
  range: { from: 0, to: hours * HOUR_MS },
  width: 100,
});

test('a peak that shares its pixel with other hours is told, with their mean', () => {
  const { span, rows } = readoutUnder(frameOf(values, 1000), 512.5 * HOUR_MS);
  assert.deepEqual(span, { from: 510 * HOUR_MS, to: 520 * HOUR_MS });
  assert.equal(rows[0]?.megawatts, 18);
  assert.deepEqual(rows[0]?.extremes, { low: 10, high: 90 });
});

test('an hour that has its pixel to itself is told alone', () => {
  const { span, rows } = readoutUnder(frameOf(values, 100), 17.5 * HOUR_MS);
  assert.deepEqual([span.to - span.from, rows[0]?.extremes], [HOUR_MS, undefined]);
});

test('a pixel of which some hours are not known says how many', () => {
  const gappy = values.map((value, hour) => (hour === 513 ? Number.NaN : value));
  const { rows } = readoutUnder(frameOf(gappy, 1000), 512.5 * HOUR_MS);
  assert.equal(rows[0]?.missingMs, HOUR_MS);
});
