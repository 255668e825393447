import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { panRange, zoomRange } from './navigate-range.ts';
import { SHORTEST_MS } from './shortest-range.ts';

const HOUR_MS = 3_600_000;
const limits = { from: 0, to: 10_000 * HOUR_MS };
const range = { from: 4000 * HOUR_MS, to: 5000 * HOUR_MS };

test('to pan there and back again ends where it began', () => {
  fc.assert(
    fc.property(fc.integer({ min: -4000, max: 5000 }), (hours) => {
      const there = panRange(range, hours * HOUR_MS, limits);
      assert.deepEqual(panRange(there, -hours * HOUR_MS, limits), range);
    }),
  );
});

test('the time under the pointer keeps its place while one zooms', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 3, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (factor, place) => {
        const about = range.from + place * (range.to - range.from);
        const zoomed = zoomRange(range, { factor, about }, limits);
        const at = (about - zoomed.from) / (zoomed.to - zoomed.from);
        assert.ok(Math.abs(at - place) < 1e-6);
      },
    ),
  );
});

test('no move leaves the data, and none goes closer than an hour', () => {
  assert.deepEqual(panRange(range, -1e15, limits), { from: 0, to: 1000 * HOUR_MS });
  assert.deepEqual(zoomRange(range, { factor: 1e9, about: range.from }, limits), limits);
  const closest = zoomRange(range, { factor: 0, about: range.from }, limits);
  assert.deepEqual(closest, { from: range.from, to: range.from + SHORTEST_MS });
});
