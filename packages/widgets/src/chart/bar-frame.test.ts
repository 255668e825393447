import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { barFrame, barY, nearestBar } from './bar-frame.ts';

const HOUR_MS = 3_600_000;
const barsOf = (values: readonly number[]) =>
  values.map((value, i) => ({ from: i * HOUR_MS, to: (i + 1) * HOUR_MS, value, above: 0, coverage: 1 }));
const input = {
  line: [],
  limit: undefined,
  range: { from: 0, to: 24 * HOUR_MS },
  known: { from: 0, to: 24 * HOUR_MS },
  width: 480,
  height: 200,
  pixelRatio: 1,
  valueTickCount: 5,
};

test('every bar, the limit, the line and the zero line are within the plot', () => {
  const values = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 1, maxLength: 24 });
  fc.assert(
    fc.property(
      values,
      fc.option(fc.double({ min: 0.1, max: 90, noNaN: true }), { nil: undefined }),
      (all, limit) => {
        const bars = barsOf(all);
        const frame = barFrame({ ...input, bars, limit, line: [{ from: 0, to: HOUR_MS, value: 60 }] });
        for (const value of [...all, 0, 60, limit ?? 0]) {
          const y = barY(frame, value);
          assert.ok(y >= -1e-3 && y <= 200 + 1e-3);
        }
      },
    ),
  );
});

test('the nearest bar is the one that holds the time, or else the one beside the gap', () => {
  const bars = barsOf([1, 2, 3, 4]).filter((_, i) => i !== 1);
  assert.equal(nearestBar(bars, 0), 0);
  assert.equal(nearestBar(bars, HOUR_MS + 1), 0);
  assert.equal(nearestBar(bars, 2 * HOUR_MS - 2), 1);
  assert.equal(nearestBar(bars, 99 * HOUR_MS), 2);
  assert.equal(nearestBar([], 0), -1);
});
