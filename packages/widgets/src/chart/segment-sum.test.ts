import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { arbitrarySegments, EPOCH } from '../testing/arbitrary-segments.ts';
import { hourly } from '../testing/chart-series-of.ts';
import { intervalAt } from './segment.ts';
import { sumSegments } from './segment-sum.ts';

const HOUR_MS = 3_600_000;

test('series of different steps are added on the finest one', () => {
  const quarters = [{ start: 0, stepMs: HOUR_MS / 4, megawatts: Float64Array.of(1, 2, 3, 4) }];
  const [sum] = sumSegments([hourly(0, [10]), quarters], 'gap');
  assert.equal(sum?.stepMs, HOUR_MS / 4);
  assert.deepEqual([...(sum?.megawatts ?? [])], [11, 12, 13, 14]);
});

test('a part that is missing is skipped or makes a gap, as asked', () => {
  const parts = [hourly(0, [1, 1]), hourly(0, [5, Number.NaN])];
  assert.deepEqual([...(sumSegments(parts, 'skip')[0]?.megawatts ?? [])], [6, 1]);
  assert.deepEqual([...(sumSegments(parts, 'gap')[0]?.megawatts ?? [])], [6, Number.NaN]);
});

test('at every time the sum is that of the values at that time', () => {
  fc.assert(
    fc.property(arbitrarySegments, arbitrarySegments, fc.nat(60 * 96), (a, b, minutes) => {
      const time = EPOCH + minutes * 60_000;
      const values = [a, b].map((segments) => intervalAt(segments, time)?.megawatts);
      const known = values.filter((value) => value !== undefined);
      const expected = known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0);
      assert.equal(intervalAt(sumSegments([a, b], 'skip'), time)?.megawatts, expected);
    }),
  );
});

test('the sum of one part is that part, extremes of its buckets and all', () => {
  const buckets = hourly(0, [5]).map((segment) => ({
    ...segment,
    low: Float64Array.of(1),
    high: Float64Array.of(9),
  }));
  assert.deepEqual(sumSegments([buckets, []], 'gap'), buckets);
});

test('nothing adds up to nothing', () => {
  assert.deepEqual(sumSegments([], 'gap'), []);
});

test('a sum of buckets that are known only in part says what is missing from it', () => {
  const known = hourly(0, [5, 5]);
  const partly = hourly(0, [5, 5]).map((one) => ({ ...one, missingMs: Float64Array.of(0, HOUR_MS / 2) }));
  assert.deepEqual([...(sumSegments([known, partly], 'gap')[0]?.missingMs ?? [])], [0, HOUR_MS / 2]);
  assert.deepEqual([...(sumSegments([known, partly], 'skip')[0]?.missingMs ?? [])], [0, 0]);
  assert.deepEqual([...(sumSegments([partly, partly], 'skip')[0]?.missingMs ?? [])], [0, HOUR_MS / 2]);
});
