import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { powerUnitFor } from './power-unit.ts';
import { valueScale } from './value-scale.ts';

const megawatt = powerUnitFor(0);
const gigawatt = powerUnitFor(10_000);

test('ticks are round in the unit', () => {
  const scale = valueScale({ low: 0, high: 6910 }, gigawatt, 4);
  assert.deepEqual(scale.ticks, [0, 2000, 4000, 6000, 8000]);
  assert.equal(scale.decimals, 0);
});

test('decimals are as many as tell the ticks apart', () => {
  assert.equal(valueScale({ low: 0, high: 3300 }, gigawatt, 5).decimals, 1);
});

test('a chart of nothing but zeros has a scale too', () => {
  const { low, high } = valueScale({ low: 0, high: 0 }, megawatt, 4);
  assert.deepEqual([low, high], [0, 1]);
});

test('zero and every value lie on the scale', () => {
  const extreme = fc.integer({ min: -1e9, max: 1e9 }).map((kilowatts) => kilowatts / 1000);
  fc.assert(
    fc.property(extreme, extreme, fc.integer({ min: 2, max: 6 }), (a, b, count) => {
      const extent = { low: Math.min(a, b), high: Math.max(a, b) };
      const scale = valueScale(extent, megawatt, count);
      assert.ok(scale.low <= Math.min(0, extent.low) && scale.high >= Math.max(0, extent.high));
      assert.ok(scale.high > scale.low && scale.ticks.includes(0));
    }),
  );
});
