import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { packKilowatts, unpackKilowatts } from './kilowatt-bytes.ts';
import { GAP } from './step-rows.ts';

const INT32 = { min: GAP + 1, max: 2_147_483_647 };

test('kilowatts of any size and their gaps come back as they were', () => {
  const value = fc.oneof(fc.constant(GAP), fc.integer({ min: -3, max: 3 }), fc.integer(INT32));
  fc.assert(
    fc.property(fc.array(value, { maxLength: 200 }), (values) => {
      const kilowatts = Int32Array.from(values);
      assert.deepEqual(unpackKilowatts(packKilowatts(kilowatts), kilowatts.length), kilowatts);
    }),
  );
});

test('the largest step there is comes back as it was', () => {
  const kilowatts = Int32Array.of(INT32.max, INT32.min, GAP, INT32.max);
  assert.deepEqual(unpackKilowatts(packKilowatts(kilowatts), 4), kilowatts);
});

test('an hour of a quiet series takes one byte, a gap one, gaps at the end none', () => {
  assert.deepEqual([...packKilowatts(Int32Array.of(5, 4, GAP, 4, GAP, GAP))], [11, 2, 0, 1]);
});

test('bytes that hold too many values, a value that is cut off or one too large are refused', () => {
  assert.throws(() => unpackKilowatts(packKilowatts(Int32Array.of(1, 2, 3)), 2), /more than 2 values/);
  assert.throws(() => unpackKilowatts(packKilowatts(Int32Array.of(1000)).subarray(0, 1), 1), /cut off/);
  assert.throws(
    () => unpackKilowatts(Buffer.from([255, 255, 255, 255, 255, 1]), 1),
    /no number of kilowatts/,
  );
});
