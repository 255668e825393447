import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timestampMs } from '@bufbuild/protobuf/wkt';
import fc from 'fast-check';
import { encodeRuns } from './encode-runs.ts';
import type { Stretch } from './pick-finest.ts';
import { decodeRuns, type Point } from './testing/decode-runs.ts';

const DAY = Date.UTC(2022, 0, 1);
const HOUR = 3_600_000;
const ALWAYS = { from: -Infinity, to: Infinity };
const hours = (start: number, kilowatts: readonly (number | null)[]): Stretch => ({
  start,
  stepMinutes: 60,
  kilowatts,
});

test('a run goes on over midnight and holds differences', () => {
  const runs = encodeRuns([hours(DAY + 22 * HOUR, [5, 7]), hours(DAY + 24 * HOUR, [4])], ALWAYS);
  assert.equal(runs.length, 1);
  assert.deepEqual(runs[0]?.kilowattDeltas, [5, 2, -3]);
  assert.equal(runs[0]?.stepSeconds, 3600);
});

test('pitfall 8: a gap, a change of resolution and a missing day each start a new run; zero does not', () => {
  const starts = (stretches: Stretch[]) =>
    encodeRuns(stretches, ALWAYS).map((run) => run.start && (timestampMs(run.start) - DAY) / HOUR);
  assert.deepEqual(starts([hours(DAY, [1, null, 1])]), [0, 2]);
  assert.deepEqual(
    starts([hours(DAY, [1]), { start: DAY + HOUR, stepMinutes: 15, kilowatts: [1, 1] }]),
    [0, 1],
  );
  assert.deepEqual(starts([hours(DAY, [1]), hours(DAY + 24 * HOUR, [1])]), [0, 24]);
  assert.deepEqual(starts([hours(DAY, [1, 0, 1])]), [0]);
});

test('an interval belongs to a range if its start does', () => {
  const range = { from: DAY + HOUR / 2, to: DAY + 2 * HOUR + 1 };
  const points = decodeRuns(encodeRuns([hours(DAY, [1, 2, 3, 4])], range));
  assert.deepEqual(
    points.map((point) => point.kilowatts),
    [2, 3],
  );
});

test('a step that does not fit 32 bits starts a new run', () => {
  const runs = encodeRuns([hours(DAY, [-2_000_000_000, 2_000_000_000])], ALWAYS);
  assert.equal(runs.length, 2);
  assert.deepEqual(
    decodeRuns(runs).map((point) => point.kilowatts),
    [-2_000_000_000, 2_000_000_000],
  );
});

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const stretches = fc
  .array(
    fc.record({
      gapMinutes: fc.constantFrom(0, 0, 0, 60, 1440),
      stepMinutes: fc.constantFrom(15, 30, 60),
      kilowatts: fc.array(fc.option(int32), { maxLength: 30 }),
    }),
    { maxLength: 8 },
  )
  .map((parts) => {
    let start = DAY;
    return parts.map(({ gapMinutes, stepMinutes, kilowatts }): Stretch => {
      const stretch = { start: start + gapMinutes * 60_000, stepMinutes, kilowatts };
      start = stretch.start + kilowatts.length * stepMinutes * 60_000;
      return stretch;
    });
  });

function pointsOf(all: readonly Stretch[]): Point[] {
  return all.flatMap(({ start, stepMinutes, kilowatts }) =>
    kilowatts.flatMap((value, slot) =>
      value === null
        ? []
        : [{ start: start + slot * stepMinutes * 60_000, stepSeconds: stepMinutes * 60, kilowatts: value }],
    ),
  );
}

test('decoding the runs gives exactly the values of the range, in time order, never overlapping', () => {
  const offset = fc.integer({ min: -HOUR, max: 100 * HOUR });
  fc.assert(
    fc.property(stretches, offset, offset, (all, a, b) => {
      const range = { from: DAY + Math.min(a, b), to: DAY + Math.max(a, b) };
      const runs = encodeRuns(all, range);
      const expected = pointsOf(all).filter(({ start }) => start >= range.from && start < range.to);
      assert.deepEqual(decodeRuns(runs), expected);
      let end = -Infinity;
      for (const run of runs) {
        assert.ok(timestampMs(run.start) >= end);
        assert.ok(run.kilowattDeltas.length > 0);
        end = timestampMs(run.start) + run.kilowattDeltas.length * run.stepSeconds * 1000;
      }
    }),
  );
});
