import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hourly, seriesOf } from '../testing/chart-series-of.ts';
import { PyramidStore } from './pyramid-store.ts';

const HOUR_MS = 3_600_000;

test('a series that has stayed the same keeps its pyramids', () => {
  const store = new PyramidStore();
  const segments = hourly(0, [1, 2]);
  const first = store.of(seriesOf('wind', segments));
  assert.equal(store.of(seriesOf('wind', segments)), first);
  assert.notEqual(store.of(seriesOf('wind', hourly(0, [1, 3]))), first);
});

test('values on both sides of a gap are pyramids of their own', () => {
  const pyramids = new PyramidStore().of(seriesOf('wind', hourly(0, [Number.NaN, 1, 2, Number.NaN, 3])));
  assert.deepEqual(
    pyramids.map(({ start, megawatts }) => [start, ...megawatts]),
    [
      [HOUR_MS, 1, 2],
      [4 * HOUR_MS, 3],
    ],
  );
});
