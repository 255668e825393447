import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BucketEncoder } from './bucket-encoder.ts';
import { BUCKET_SECONDS, bucketStart } from './bucket-length.ts';
import type { MsRange } from './encode-runs.ts';
import type { Stretch } from './pick-finest.ts';
import { type Bucket, decodeBuckets } from './testing/decode-buckets.ts';

const MONDAY = Date.UTC(2022, 0, 3);
const HOUR = 3_600_000;
const ALWAYS = { from: Date.UTC(2000, 0, 3), to: Date.UTC(2050, 0, 3) };

function bucketsOf(stretches: readonly Stretch[], bucketSeconds: number, range: MsRange = ALWAYS): Bucket[] {
  const encoder = new BucketEncoder(range, bucketSeconds);
  for (const stretch of stretches) encoder.add(stretch);
  return decodeBuckets(encoder.finish());
}

const kilowatts = fc.option(fc.integer({ min: -5_000_000, max: 90_000_000 }), { freq: 5 });
/** Three days of hours, half hours and quarter hours, in turn. */
const days = fc
  .tuple(...[60, 30, 15].map((minutes) => fc.array(kilowatts, { maxLength: 1440 / minutes })))
  .map((values) =>
    [60, 30, 15].map((stepMinutes, day): Stretch => {
      const start = MONDAY + day * 24 * HOUR;
      return { start, stepMinutes, kilowatts: values[day] ?? [] };
    }),
  );
const bucketSeconds = fc.constantFrom(...BUCKET_SECONDS);

interface Value {
  readonly start: number;
  readonly minutes: number;
  readonly value: number;
}

function valuesOf(stretches: readonly Stretch[]): Value[] {
  return stretches.flatMap(({ start, stepMinutes: minutes, kilowatts }) =>
    kilowatts.flatMap((value, slot) =>
      value === null ? [] : [{ start: start + slot * minutes * 60_000, minutes, value }],
    ),
  );
}

test('a bucket has the extremes, the energy and the known time of the values that start in it', () => {
  fc.assert(
    fc.property(days, bucketSeconds, (stretches, length) => {
      const byBucket = Map.groupBy(valuesOf(stretches), ({ start }) => bucketStart(start, length));
      const buckets = bucketsOf(stretches, length);
      assert.deepEqual(
        buckets.map(({ start }) => start),
        [...byBucket.keys()],
      );
      for (const { start, mean, low, high, knownSeconds } of buckets) {
        const values = byBucket.get(start) ?? [];
        const energy = values.reduce((sum, { value, minutes }) => sum + value * minutes, 0);
        assert.equal(low, Math.min(...values.map(({ value }) => value)));
        assert.equal(high, Math.max(...values.map(({ value }) => value)));
        assert.equal(
          knownSeconds,
          values.reduce((sum, { minutes }) => sum + minutes * 60, 0),
        );
        // The mean is told to the kilowatt.
        assert.ok(Math.abs(mean * knownSeconds - energy * 60) <= knownSeconds / 2);
      }
    }),
  );
});

test('the buckets of a sum are the sums of the buckets', () => {
  const whole = fc.array(fc.integer({ min: -1e6, max: 1e7 }), { minLength: 72, maxLength: 72 });
  fc.assert(
    fc.property(whole, whole, bucketSeconds, (a, b, length) => {
      const hours = (values: number[]) => [{ start: MONDAY, stepMinutes: 60, kilowatts: values }];
      const [first, second, sum] = [a, b, a.map((value, i) => value + (b[i] ?? 0))].map((values) =>
        bucketsOf(hours(values), length),
      );
      for (const [i, { mean }] of (sum ?? []).entries()) {
        assert.ok(Math.abs(mean - (first?.[i]?.mean ?? 0) - (second?.[i]?.mean ?? 0)) <= 1.5);
      }
    }),
  );
});

test('buckets of hours make up the buckets of days, whichever of them are asked for', () => {
  fc.assert(
    fc.property(days, (stretches) => {
      const byDay = Map.groupBy(bucketsOf(stretches, 3_600), ({ start }) => bucketStart(start, 86_400));
      for (const { start, low, high, knownSeconds } of bucketsOf(stretches, 86_400)) {
        const hours = byDay.get(start) ?? [];
        assert.equal(low, Math.min(...hours.map((hour) => hour.low)));
        assert.equal(high, Math.max(...hours.map((hour) => hour.high)));
        assert.equal(
          knownSeconds,
          hours.reduce((sum, hour) => sum + hour.knownSeconds, 0),
        );
      }
    }),
  );
});

test('a bucket belongs to a range if it starts in it, and is there as a whole', () => {
  const hours = [{ start: MONDAY, stepMinutes: 60, kilowatts: Array.from({ length: 72 }, (_, i) => i) }];
  const range = { from: MONDAY + HOUR, to: MONDAY + 25 * HOUR };
  assert.deepEqual(bucketsOf(hours, 86_400, range), [
    { start: MONDAY + 24 * HOUR, stepSeconds: 86_400, mean: 36, low: 24, high: 47, knownSeconds: 86_400 },
  ]);
});

test('a bucket without any value ends the run, one with some says what lacks', () => {
  const encoder = new BucketEncoder(ALWAYS, 10_800);
  const kilowatts = [1, 2, 3, null, null, null, 4, null, 6];
  encoder.add({ start: MONDAY, stepMinutes: 60, kilowatts });
  assert.deepEqual(
    encoder.finish().map(({ missingSeconds, kilowattDeltas }) => [kilowattDeltas, missingSeconds]),
    [
      [[2], undefined],
      [[5], [3_600]],
    ],
  );
});

test('weeks begin on Monday', () => {
  assert.equal(bucketStart(MONDAY - 1, 604_800), MONDAY - 7 * 24 * HOUR);
  assert.equal(bucketStart(MONDAY, 604_800), MONDAY);
});
