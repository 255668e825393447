import assert from 'node:assert/strict';
import { test } from 'node:test';
import { intervalAt, negated } from './segment.ts';
import { splitAtGaps } from './split-at-gaps.ts';

const buckets = {
  start: 0,
  stepMs: 10,
  megawatts: Float64Array.of(5, Number.NaN, 7),
  low: Float64Array.of(1, Number.NaN, 6),
  high: Float64Array.of(9, Number.NaN, 8),
  missingMs: Float64Array.of(4, Number.NaN, 2),
};

test('below the zero line the highest value of a bucket is its lowest', () => {
  const [turned] = negated([buckets]);
  assert.deepEqual([turned?.megawatts[0], turned?.low?.[0], turned?.high?.[0]], [-5, -9, -1]);
});

test('buckets keep their extremes where a gap parts them', () => {
  const [first, last] = splitAtGaps([buckets]);
  assert.deepEqual([first?.low, last?.high], [Float64Array.of(1), Float64Array.of(8)]);
  assert.equal(last?.start, 20);
});

test('a bucket that is known only in part stays so, cut out or turned around', () => {
  assert.deepEqual(splitAtGaps([buckets])[1]?.missingMs, Float64Array.of(2));
  assert.deepEqual(negated([buckets])[0]?.missingMs, buckets.missingMs);
});

test('an interval that is not a bucket has its mean as its extremes', () => {
  const plain = { start: 0, stepMs: 10, megawatts: Float64Array.of(5) };
  assert.deepEqual(intervalAt([plain], 3), {
    start: 0,
    end: 10,
    megawatts: 5,
    low: 5,
    high: 5,
    missingMs: 0,
  });
  assert.deepEqual(intervalAt([buckets], 3), {
    start: 0,
    end: 10,
    megawatts: 5,
    low: 1,
    high: 9,
    missingMs: 4,
  });
});
