import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { arbitrarySegments, EPOCH } from '../testing/arbitrary-segments.ts';
import { hourly } from '../testing/chart-series-of.ts';
import { pyramidsOf } from '../testing/pyramids-of.ts';
import { gridOver } from './column-grid.ts';
import { meanColumns } from './mean-columns.ts';

const HOUR_MS = 3_600_000;

test('a column holds the mean of its values, weighted by the time each takes of it', () => {
  const threeHours = { start: 0, stepMs: 3 * HOUR_MS, megawatts: Float64Array.of(10) };
  const segments = [threeHours, ...hourly(3 * HOUR_MS, [30])];
  assert.deepEqual([...meanColumns(pyramidsOf(segments), gridOver({ from: 0, to: 4 * HOUR_MS }, 1))], [15]);
});

test('a column without any value is not zero but unknown', () => {
  const means = meanColumns(
    pyramidsOf(hourly(0, [0, Number.NaN, 7])),
    gridOver({ from: 0, to: 3 * HOUR_MS }, 3),
  );
  assert.deepEqual([...means], [0, Number.NaN, 7]);
});

test('the columns of two series add up to the columns of their sum', () => {
  fc.assert(
    fc.property(arbitrarySegments, fc.integer({ min: 1, max: 200 }), (segments, count) => {
      const grid = gridOver({ from: EPOCH, to: EPOCH + 60 * HOUR_MS }, count);
      const other = segments.map((one) => ({
        ...one,
        megawatts: one.megawatts.map((value) => 3 * value + 1),
      }));
      const sum = segments.map((one) => ({ ...one, megawatts: one.megawatts.map((value) => 4 * value + 1) }));
      const [a, b, both] = [segments, other, sum].map((one) => meanColumns(pyramidsOf(one), grid));
      assert.ok(a && b && both);
      both.forEach((value, column) => {
        const added = (a[column] ?? 0) + (b[column] ?? 0);
        assert.ok(Object.is(value, added) || Math.abs(value - added) <= 1e-6 * Math.max(1, Math.abs(value)));
      });
    }),
  );
});

test('a gap of a pixel or more leaves a column empty, wherever it falls between columns', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 5, noNaN: true }),
      fc.double({ min: 1, max: 3, noNaN: true }),
      (at, length) => {
        const segments = [
          { start: 0, stepMs: at, megawatts: Float64Array.of(5) },
          { start: at + length, stepMs: 9, megawatts: Float64Array.of(3) },
        ];
        const means = meanColumns(pyramidsOf(segments), gridOver({ from: 0, to: 17 }, 17));
        const empty = means.findIndex((value) => Number.isNaN(value));
        assert.ok(empty > at - 1 && empty < at + length, `column ${empty} of ${means}`);
      },
    ),
  );
});
