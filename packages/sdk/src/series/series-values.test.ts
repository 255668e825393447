import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Segment } from './segment.ts';
import type { SeriesKey } from './series-key.ts';
import { SeriesValues } from './series-values.ts';

const key: SeriesKey = {
  area: {
    eic: '10YGR-HTSO-----Y',
    areaType: 'CTY',
    mapCode: 'GR',
    name: 'Greece',
    timeZone: 'Europe/Athens',
  },
  measure: 'value',
};
const HOUR = 3_600_000;

const segment = (start: number, stepMs: number, ...values: number[]): Segment => ({
  start,
  stepMs,
  megawatts: Float64Array.from(values),
});
const series = (...segments: Segment[]) => new SeriesValues(key, segments);

test('a series knows its times and values, and nothing in its gaps', () => {
  const values = series(segment(0, 10, 1, 2), segment(40, 20, 3));
  assert.equal(values.length, 3);
  assert.deepEqual([values.firstTime, values.lastTime, values.endTime], [0, 40, 60]);
  assert.deepEqual(
    [...values],
    [
      [0, 1],
      [10, 2],
      [40, 3],
    ],
  );
  assert.deepEqual(
    [-1, 0, 9, 10, 19, 20, 39, 40, 59, 60].map((time) => values.at(time)),
    [undefined, 1, 1, 2, 2, undefined, undefined, 3, 3, undefined],
  );
});

test('an empty series has no times and no values', () => {
  const values = series();
  assert.equal(values.length, 0);
  assert.deepEqual(
    [values.firstTime, values.lastTime, values.endTime, values.at(0)],
    Array(4).fill(undefined),
  );
  assert.deepEqual([...values], []);
});

test('hours that come one after the other are put behind those that are there, which stay as they are', () => {
  const first = series(segment(0, 10, 1, 2)).patched({ from: 20, to: 30 }, [segment(20, 10, 3)]);
  const next = first.patched({ from: 30, to: 40 }, [segment(30, 10, 4)]);
  assert.equal(next.segments[0]?.megawatts.buffer, first.segments[0]?.megawatts.buffer);
  const revised = first.patched({ from: 20, to: 30 }, [segment(20, 10, 7)]);
  assert.deepEqual(
    [first, next, revised].map((one) => [...one].map(([, megawatts]) => megawatts)),
    [
      [1, 2, 3],
      [1, 2, 3, 4],
      [1, 2, 7],
    ],
  );
});

test('touching segments of one step are one segment, of two steps they are two', () => {
  assert.deepEqual(series(segment(0, 10, 1), segment(10, 10, 2), segment(20, 10)).segments, [
    segment(0, 10, 1, 2),
  ]);
  assert.equal(series(segment(0, 10, 1), segment(10, 20, 2)).segments.length, 2);
});

test('segments that overlap, are out of order or hold what is not a number are refused with the place', () => {
  assert.throws(
    () => series(segment(0, 10, 1, 2), segment(10, 10, 3)),
    /at 1970-01-01T00:00:00.010Z starts before/,
  );
  assert.throws(() => series(segment(0, 10, 1, Number.NaN)), /holds NaN at position 1/);
  assert.throws(() => series(segment(0, 0, 1)), /step of 0 ms/);
  assert.throws(() => series(segment(0.5, 10, 1)), /whole epoch millisecond/);
});

test('zero is a value, not a gap', () => {
  assert.equal(series(segment(0, 10, 0)).at(5), 0);
  assert.deepEqual(
    [...series(segment(0, 10, 0)).toRegular({ from: 0, to: 20, stepMs: 10 })],
    [0, Number.NaN],
  );
});

test('a regular grid repeats coarse values, averages fine ones, and is NaN where any part is unknown', () => {
  const values = series(segment(0, HOUR, 100), segment(HOUR, HOUR / 4, 10, 20, 30, 40, 50));
  const hours = values.toRegular({ from: 0, to: 3 * HOUR, stepMs: HOUR });
  assert.deepEqual([...hours], [100, 25, Number.NaN]);
  const quarters = values.toRegular({ from: HOUR / 2, to: 1.5 * HOUR, stepMs: HOUR / 4 });
  assert.deepEqual([...quarters], [100, 100, 10, 20]);
});

test('a grid that is none, or too large, is refused with the bound', () => {
  assert.throws(() => series().toRegular({ from: 0, to: 10, stepMs: 0 }), /above 0 ms/);
  assert.throws(() => series().toRegular({ from: 10, to: 0, stepMs: 1 }), /from <= to/);
  assert.throws(
    () => series().toRegular({ from: 0, to: 1e9, stepMs: 1 }),
    /at most 10000000 slots, not 1000000000/,
  );
});

test('a patch that changes the resolution replaces every interval it overlaps', () => {
  const hourly = series(segment(0, HOUR, 1, 2, 3));
  const quarters = segment(HOUR / 2, HOUR / 4, 7, 8, 9, 10, 11);
  const patched = hourly.patched({ from: HOUR / 2, to: 2 * HOUR }, [quarters]);
  assert.deepEqual(patched.segments, [quarters, segment(2 * HOUR, HOUR, 3)]);
});

test('a patch without segments leaves a gap, and the old series as it was', () => {
  const before = series(segment(0, 10, 1, 2, 3));
  assert.deepEqual(
    [...before.patched({ from: 10, to: 20 }, [])],
    [
      [0, 1],
      [20, 3],
    ],
  );
  assert.deepEqual(
    [...before],
    [
      [0, 1],
      [10, 2],
      [20, 3],
    ],
  );
});

/** A truth of one value, or a gap, per hour; some hours are in quarters. */
const truth = fc.array(
  fc.oneof(fc.constant(null), fc.integer(), fc.tuple(fc.integer(), fc.integer(), fc.integer(), fc.integer())),
  {
    minLength: 1,
    maxLength: 30,
  },
);
type Truth = typeof truth extends fc.Arbitrary<infer T> ? T : never;

function build(hours: Truth): SeriesValues {
  return series(
    ...hours.flatMap((hour, index) => {
      if (hour === null) return [];
      return [
        typeof hour === 'number'
          ? segment(index * HOUR, HOUR, hour)
          : segment(index * HOUR, HOUR / 4, ...hour),
      ];
    }),
  );
}

test('patching with the truth of a range gives what building from the patched truth gives', () => {
  fc.assert(
    fc.property(truth, truth, fc.nat(35), fc.nat(35), (before, after, a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      const length = Math.max(before.length, after.length);
      const merged = Array.from(
        { length },
        (_, hour) => (hour >= from && hour < to ? after : before)[hour] ?? null,
      );
      const patched = build(before).patched({ from: from * HOUR, to: to * HOUR }, build(after).segments);
      assert.deepEqual(patched, build(merged));
    }),
  );
});

test('looking a value up agrees with walking through all of them', () => {
  fc.assert(
    fc.property(truth, fc.integer({ min: -HOUR, max: 31 * HOUR }), (hours, time) => {
      const values = build(hours);
      const holding = values.segments.find(
        ({ start, stepMs, megawatts }) => start <= time && time < start + stepMs * megawatts.length,
      );
      const walked = [...values].findLast(([start]) => start <= time);
      assert.equal(values.at(time), holding && walked?.[1]);
    }),
  );
});

test('the grid of the finest step holds exactly the values, and the parts of a series add up to it', () => {
  fc.assert(
    fc.property(truth, fc.nat(30), (hours, cut) => {
      const values = build(hours);
      const grid = values.toRegular({ from: 0, to: 30 * HOUR, stepMs: HOUR / 4 });
      for (const [slot, value] of grid.entries()) {
        assert.equal(value, values.at((slot * HOUR) / 4) ?? Number.NaN);
      }
      const parts = [
        ...values.between(0, cut * HOUR).segments,
        ...values.between(cut * HOUR, 30 * HOUR).segments,
      ];
      assert.deepEqual(series(...parts), values);
    }),
  );
});
