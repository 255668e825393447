import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ascendingPlaces } from './ascending-places.ts';

test('keys are in order, equal ones as they were, those that are not known last', () => {
  const key = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true }), fc.constant(Number.NaN));
  fc.assert(
    fc.property(fc.array(key), (keys) => {
      const known = keys.map((_, i) => i).filter((i) => !Number.isNaN(keys[i]));
      const unknown = keys.map((_, i) => i).filter((i) => Number.isNaN(keys[i]));
      const at = (i: number) => keys[i] ?? 0;
      const expected = [...known.sort((a, b) => (at(a) < at(b) ? -1 : Number(at(a) > at(b)))), ...unknown];
      assert.deepEqual([...ascendingPlaces(Float64Array.from(keys))], expected);
    }),
  );
});
