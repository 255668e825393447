import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { plotLayout } from './plot-layout.ts';
import { powerUnitFor } from './power-unit.ts';
import { valueScale } from './value-scale.ts';

const GIGAWATT = powerUnitFor(10_000);

/** How far apart the value labels of a plot are, and which share of its height the values take. */
function drawn(boxHeight: number, extent: { low: number; high: number }) {
  const { height, valueTickCount } = plotLayout(400, boxHeight);
  const { low, high, ticks } = valueScale(extent, GIGAWATT, valueTickCount);
  return {
    spacing: height / Math.max(1, ticks.length - 1),
    filled: (extent.high - Math.min(0, extent.low)) / (high - low),
  };
}

test('a plot as low as a line of text gives its height to the values', () => {
  for (const boxHeight of [40, 60, 89]) {
    assert.ok(drawn(boxHeight, { low: -3000, high: 52_000 }).filled > 0.65);
    assert.ok(drawn(boxHeight, { low: 0, high: 67_000 }).filled > 0.8);
  }
});

test('value labels never stand closer than their digits are high', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 96, max: 900 }),
      fc.double({ min: 100, max: 90_000, noNaN: true }),
      fc.double({ min: 0, max: 90_000, noNaN: true }),
      (boxHeight, high, below) => drawn(boxHeight, { low: -below, high }).spacing >= 11,
    ),
  );
});
