import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countryOf, loadOf } from '../testing/area-series-of.ts';
import { hourly } from '../testing/chart-series-of.ts';
import { FULL_DETAIL } from './detail.ts';
import { neededFor, newestOf, suffices } from './loaded-range.ts';

const DAY_MS = 86_400_000;
const until = Date.UTC(2022, 0, 10);
const bounds = { from: until - 3650 * DAY_MS, until };
const lastDays = (days: number) => ({ from: undefined, to: undefined, spanMs: days * DAY_MS });

test('what is coarser than the pixels does not suffice, what is finer does', () => {
  const [year, week] = [neededFor(lastDays(365), bounds, 1200), neededFor(lastDays(7), bounds, 1200)];
  assert.ok(suffices(year, year));
  assert.ok(!suffices(year, week));
  assert.ok(suffices({ ...year, ...FULL_DETAIL }, week));
  assert.ok(!suffices(week, year));
});

test('the newest bucket may reach beyond the newest value', () => {
  const dayBucket = hourly(until, [1]).map((segment) => ({ ...segment, stepMs: DAY_MS }));
  const series = [loadOf(countryOf('GR'), dayBucket)];
  const newest = (dataUntil: number, bucketMs: number) =>
    newestOf(series, countryOf('GR', { dataUntil }), { ...FULL_DETAIL, bucketMs });
  assert.equal(newest(until + DAY_MS / 2, DAY_MS), until + DAY_MS / 2);
  // The area was asked before the bucket began.
  assert.equal(newest(until - 1, DAY_MS), until);
  assert.equal(newest(until, 0), until + DAY_MS);
});
