import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { arbitrarySegments, EPOCH, valuesWithin } from '../testing/arbitrary-segments.ts';
import { hourly } from '../testing/chart-series-of.ts';
import { pyramidsOf } from '../testing/pyramids-of.ts';
import { alignedGrid, type ColumnGrid, gridOver, gridSpan } from './column-grid.ts';
import { envelopeColumns, ownEnvelopes } from './envelope-columns.ts';
import type { Segment } from './segment.ts';

const HOUR_MS = 3_600_000;

function envelopesOf(segments: readonly Segment[], grid: ColumnGrid) {
  const pyramids = pyramidsOf(segments);
  return envelopeColumns(pyramids, ownEnvelopes(pyramids, grid));
}

test('however many values share a column, no extreme is lost', () => {
  fc.assert(
    fc.property(arbitrarySegments, fc.integer({ min: 1, max: 300 }), (segments, count) => {
      const range = { from: EPOCH, to: EPOCH + 100 * HOUR_MS };
      const { low, high } = envelopesOf(segments, gridOver(range, count));
      const values = valuesWithin(segments, range.from, range.to);
      if (values.length === 0) return;
      const known = (columns: Float64Array) => columns.filter((value) => !Number.isNaN(value));
      assert.ok(Math.min(...known(low)) <= Math.min(...values));
      assert.ok(Math.max(...known(high)) >= Math.max(...values));
    }),
  );
});

test('the extremes within a bucket are in its column, its mean is where the line goes through', () => {
  const day = {
    start: 0,
    stepMs: 24 * HOUR_MS,
    megawatts: Float64Array.of(5, 6),
    low: Float64Array.of(1, 2),
    high: Float64Array.of(9, 30),
  };
  const { low, high, first, last } = envelopesOf([day], gridOver({ from: 0, to: 48 * HOUR_MS }, 1));
  assert.deepEqual([first[0], low[0], high[0], last[0]], [5, 1, 30, 6]);
});

test('a line enters a column at its first value and leaves it at its last', () => {
  const { low, high, first, last } = envelopesOf(
    hourly(0, [5, 9, 1, 4]),
    gridOver({ from: 0, to: 4 * HOUR_MS }, 1),
  );
  assert.deepEqual([first[0], low[0], high[0], last[0]], [5, 1, 9, 4]);
});

test('the line is broken at every gap of a pixel or more, wherever it falls between columns', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 3, noNaN: true }),
      fc.double({ min: 1, max: 3, noNaN: true }),
      (at, length) => {
        const [before, after] = [hourly(0, [1]), hourly(0, [2])].map(([segment]) => segment);
        assert.ok(before && after);
        const segments = [
          { ...before, stepMs: 2 + at },
          { ...after, start: 2 + at + length, stepMs: 4 },
        ];
        const { joined, first } = envelopesOf(segments, gridOver({ from: 0, to: 10 }, 10));
        const reached = first.lastIndexOf(1);
        const next = first.indexOf(2);
        assert.ok(next > reached && joined.slice(reached + 1, next + 1).some((flag) => flag === 0));
      },
    ),
  );
});

test('values that touch are one line, in columns of any width', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 200 }), (count) => {
      const { joined } = envelopesOf(
        hourly(0, [1, 2, 3, 4, 5]),
        gridOver({ from: 0, to: 5 * HOUR_MS }, count),
      );
      assert.ok(joined.slice(1).every((flag) => flag === 1));
    }),
  );
});

test('a gap of a pixel or more leaves a column empty, wherever it falls, and loses no extreme', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 2, max: 5, noNaN: true }),
      fc.double({ min: 1, max: 3, noNaN: true }),
      (at, length) => {
        const segments = [
          { start: 0, stepMs: at / 4, megawatts: Float64Array.of(5, 1, 9, 4) },
          { start: at + length, stepMs: 2, megawatts: Float64Array.of(3, 20, 6) },
        ];
        const { low, high } = envelopesOf(segments, gridOver({ from: 0, to: 14 }, 14));
        const empty = low.findIndex((value) => Number.isNaN(value));
        assert.ok(empty > at - 1 && empty < at + length, `column ${empty}`);
        assert.deepEqual(
          [Math.min(...low.filter((value) => value > 0)), Math.max(...high.filter((value) => value > 0))],
          [1, 20],
        );
      },
    ),
  );
});

test('a column of a grid holds the same whatever grid has it, to the last bit', () => {
  fc.assert(
    fc.property(
      arbitrarySegments,
      fc.integer({ min: 2, max: 300 }),
      fc.integer({ min: -1e8, max: 1e8 }),
      (segments, count, by) => {
        const range = { from: EPOCH, to: EPOCH + 60 * HOUR_MS };
        const pyramids = pyramidsOf(segments);
        const before = ownEnvelopes(pyramids, alignedGrid(range, count));
        const grid = alignedGrid({ from: range.from + by, to: range.to + by }, count);
        assert.deepEqual(ownEnvelopes(pyramids, grid, before), ownEnvelopes(pyramids, grid));
      },
    ),
  );
});

test('columns at whole multiples of their width hold all of the range', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2e12 }),
      fc.integer({ min: HOUR_MS, max: 4e11 }),
      fc.integer({ min: 2, max: 4000 }),
      (from, length, count) => {
        const grid = alignedGrid({ from, to: from + length }, count);
        const held = gridSpan(grid);
        assert.ok(Number.isInteger(grid.first) && held.from <= from && held.to >= from + length - 1);
        assert.ok(held.to - held.from <= length + grid.columnMs * 1.001);
      },
    ),
  );
});
