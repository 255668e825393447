import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { columnsOf, detailFor, wholeBuckets } from './detail.ts';

const DAY_MS = 86_400_000;

test('a bucket is never wider than a pixel, and the next longer one would be', () => {
  assert.equal(detailFor(7 * DAY_MS, 1200).bucket, undefined);
  assert.equal(detailFor(30 * DAY_MS, 1200).bucket, undefined);
  assert.equal(detailFor(365 * DAY_MS, 1200).bucket, '6h');
  assert.equal(detailFor(365 * DAY_MS, 2400).bucket, '3h');
  assert.equal(detailFor(365 * DAY_MS, 400).bucket, '6h');
  assert.equal(detailFor(3650 * DAY_MS, 1200).bucket, '1d');
  assert.equal(detailFor(3650 * DAY_MS, 400).bucket, '7d');
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4000 * DAY_MS }),
      fc.integer({ min: 1, max: 8000 }),
      (length, columns) => {
        assert.ok(detailFor(length, columns).bucketMs <= length / columns);
      },
    ),
  );
});

test('the buckets that the edges of a range touch are read as a whole; weeks begin on Monday', () => {
  const wednesday = Date.UTC(2022, 0, 5, 13);
  const whole = (bucket: '1d' | '7d', bucketMs: number) =>
    wholeBuckets({ from: wednesday, to: wednesday + 1 }, { bucket, bucketMs });
  assert.deepEqual(whole('1d', DAY_MS), { from: Date.UTC(2022, 0, 5), to: Date.UTC(2022, 0, 6) });
  assert.deepEqual(whole('7d', 7 * DAY_MS), { from: Date.UTC(2022, 0, 3), to: Date.UTC(2022, 0, 10) });
});

test('a plot of 599 pixels has a bucket for each of them, not one for every pixel and a half', () => {
  assert.equal(columnsOf(599, 1), 800);
  assert.equal(columnsOf(400, 2), 800);
});
