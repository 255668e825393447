import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SegmentPyramid, type ValueSummary } from './segment-pyramid.ts';

const values = fc.array(fc.integer({ min: -5000, max: 60_000 }), { minLength: 1, maxLength: 700 });

function pyramidOf(numbers: readonly number[], previous?: SegmentPyramid): SegmentPyramid {
  return new SegmentPyramid({ start: 0, stepMs: 1, megawatts: Float64Array.from(numbers) }, previous);
}

function summaryOf(pyramid: SegmentPyramid, from: number, to: number): ValueSummary {
  const summary = { low: 0, high: 0, sum: 0 };
  pyramid.summarize(from, to, summary);
  return summary;
}

test('a summary of any stretch is the one that its values give', () => {
  fc.assert(
    fc.property(values, fc.nat(), fc.nat(), (numbers, a, b) => {
      const from = a % numbers.length;
      const to = from + 1 + (b % (numbers.length - from));
      const part = numbers.slice(from, to);
      assert.deepEqual(summaryOf(pyramidOf(numbers), from, to), {
        low: Math.min(...part),
        high: Math.max(...part),
        sum: part.reduce((sum, value) => sum + value, 0),
      });
    }),
  );
});

test('a pyramid that was patched, has grown or has shrunk is the one that is built anew', () => {
  fc.assert(
    fc.property(values, values, fc.nat(), fc.nat(), (before, patch, at, cut) => {
      const from = at % before.length;
      const after = before
        .toSpliced(from, patch.length, ...patch)
        .slice(0, 1 + (cut % (before.length + patch.length)));
      const patched = pyramidOf(after, pyramidOf(before));
      const fresh = pyramidOf(after);
      for (const [low, high] of [
        [0, after.length],
        [Math.floor(after.length / 3), after.length],
        [0, Math.ceil(after.length / 2)],
      ] as const) {
        assert.deepEqual(summaryOf(patched, low, high), summaryOf(fresh, low, high));
      }
    }),
  );
});

test('a value appended to a million is in the summary of them all', () => {
  const million = new Float64Array(1_000_001).fill(7);
  const before = new SegmentPyramid({ start: 0, stepMs: 1, megawatts: million.subarray(0, 1_000_000) });
  million[1_000_000] = 9;
  const after = new SegmentPyramid({ start: 0, stepMs: 1, megawatts: million }, before);
  assert.deepEqual(summaryOf(after, 0, 1_000_001), { low: 7, high: 9, sum: 7_000_009 });
});

const bucket = fc
  .tuple(fc.integer({ min: -900, max: 900 }), fc.nat(50), fc.nat(50))
  .map(([mean, below, above]) => ({ mean, low: mean - below, high: mean + above }));

test('a summary of buckets has their means added up and their extremes, also when patched', () => {
  fc.assert(
    fc.property(
      fc.array(bucket, { minLength: 1, maxLength: 300 }),
      fc.array(bucket, { minLength: 1, maxLength: 300 }),
      fc.nat(),
      fc.nat(),
      (before, buckets, a, b) => {
        const from = a % buckets.length;
        const to = from + 1 + (b % (buckets.length - from));
        const part = buckets.slice(from, to);
        const patched = new SegmentPyramid(segmentOf(buckets), new SegmentPyramid(segmentOf(before)));
        assert.deepEqual(summaryOf(patched, from, to), {
          low: Math.min(...part.map(({ low }) => low)),
          high: Math.max(...part.map(({ high }) => high)),
          sum: part.reduce((sum, { mean }) => sum + mean, 0),
        });
      },
    ),
  );
});

function segmentOf(buckets: readonly { mean: number; low: number; high: number }[]) {
  return {
    start: 0,
    stepMs: 1,
    megawatts: Float64Array.from(buckets, ({ mean }) => mean),
    low: Float64Array.from(buckets, ({ low }) => low),
    high: Float64Array.from(buckets, ({ high }) => high),
  };
}
