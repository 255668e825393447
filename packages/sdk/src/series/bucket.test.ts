import assert from 'node:assert/strict';
import { test } from 'node:test';
import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import fc from 'fast-check';
import { WattletError } from '../errors/wattlet-error.ts';
import { RunSchema } from '../gen/wattlet/v1/series_pb.js';
import { toBucketSeconds } from './bucket.ts';
import { toSegment } from './from-wire.ts';
import type { Segment } from './segment.ts';
import { SeriesValues } from './series-values.ts';

const DAY = 86_400_000;
const range = (days: number) => ({ from: 0, to: days * DAY });
const key = {
  area: {
    eic: '10YGR-HTSO-----Y',
    areaType: 'CTY',
    mapCode: 'GR',
    name: 'Greece',
    timeZone: 'Europe/Athens',
  },
  measure: 'value',
} as const;

test('buckets are the shortest that are no more than the points that are wanted', () => {
  assert.equal(toBucketSeconds({}, range(3650)), 0);
  assert.equal(toBucketSeconds({ maxPoints: 4000 }, range(30)), 0);
  assert.equal(toBucketSeconds({ maxPoints: 4000 }, range(90)), 3_600);
  assert.equal(toBucketSeconds({ maxPoints: 4000 }, range(365)), 10_800);
  assert.equal(toBucketSeconds({ maxPoints: 4000 }, range(3650)), 86_400);
  assert.equal(toBucketSeconds({ maxPoints: 1 }, range(3650)), 604_800);
  assert.equal(toBucketSeconds({ maxPoints: 1, bucket: '1h' }, range(3650)), 3_600);
});

test('a bucket that there is not is refused by name', () => {
  // @ts-expect-error: what callers without types may write
  const wrong = () => toBucketSeconds({ bucket: '2h' }, range(1));
  assert.throws(wrong, (error) => error instanceof WattletError && error.violations[0]?.field === 'bucket');
  assert.throws(
    () => toBucketSeconds({ maxPoints: 0 }, range(1)),
    /maxPoints must be a number of at least 1/,
  );
});

test('a run of buckets has mean, extremes and what is missing', () => {
  const run = create(RunSchema, {
    start: timestampFromMs(DAY),
    stepSeconds: 86_400,
    kilowattDeltas: [5_000, -7_000],
    kilowattsBelow: [1_000, 0],
    kilowattsAbove: [0, 3_000],
    missingSeconds: [0, 3_600],
  });
  assert.deepEqual(toSegment(run), {
    start: DAY,
    stepMs: DAY,
    megawatts: Float64Array.of(5, -2),
    low: Float64Array.of(4, -2),
    high: Float64Array.of(5, 1),
    missingMs: Float64Array.of(0, 3_600_000),
  });
});

const bucket = (start: number, mean: number, spread: number): Segment => ({
  start,
  stepMs: 10,
  megawatts: Float64Array.of(mean),
  low: Float64Array.of(mean - spread),
  high: Float64Array.of(mean + spread),
});

test('buckets that are joined, cut and patched keep their extremes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer(), fc.nat(99)), { minLength: 1, maxLength: 20 }),
      fc.nat(19),
      fc.tuple(fc.integer(), fc.nat(99)),
      (buckets, at, [mean, spread]) => {
        const slot = at % buckets.length;
        const segments = buckets.map(([value, around], i) => bucket(i * 10, value, around));
        const whole = new SeriesValues(key, segments);
        assert.equal(whole.segments.length, 1);
        const patched = whole.patched({ from: slot * 10, to: slot * 10 + 10 }, [
          bucket(slot * 10, mean, spread),
        ]);
        const expected = buckets.with(slot, [mean, spread]);
        for (const [i, [value, around]] of expected.entries()) {
          const extremes = { low: value - around, high: value + around };
          assert.equal(patched.at(i * 10 + 5), value);
          assert.deepEqual(patched.extremesAt(i * 10 + 5), extremes);
          assert.deepEqual(patched.between(i * 10, i * 10 + 1).extremesAt(i * 10), extremes);
        }
      },
    ),
  );
});

test('what is not a bucket has its value as its extremes, beside buckets too', () => {
  const plain = { start: 10, stepMs: 10, megawatts: Float64Array.of(7) };
  const values = new SeriesValues(key, [bucket(0, 5, 2), plain]);
  assert.deepEqual(values.extremesAt(3), { low: 3, high: 7 });
  assert.deepEqual(values.extremesAt(12), { low: 7, high: 7 });
  assert.equal(values.extremesAt(20), undefined);
});
