import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { joinColumns } from './join-columns.ts';

const list = (...values: number[]) => Float64Array.from(values);

test('what is put behind joined values lies in their memory, and leaves those who hold them as they are', () => {
  const day = joinColumns([list(1, 2), list(3)]);
  const next = joinColumns([day, list(4)]);
  assert.equal(next.buffer, day.buffer);
  assert.deepEqual([...next], [1, 2, 3, 4]);
  assert.deepEqual([...day], [1, 2, 3]);
});

test('values that belong to somebody else are not written behind', () => {
  const memory = list(1, 2, 3);
  assert.deepEqual([...joinColumns([memory.subarray(0, 2), list(9)])], [1, 2, 9]);
  assert.deepEqual([...memory], [1, 2, 3]);
});

test('however lists are joined and cut, each stays what it was when it was made', () => {
  const step = fc.record({
    of: fc.nat(),
    keep: fc.nat(60),
    added: fc.array(fc.integer(), { minLength: 1, maxLength: 40 }),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), (steps) => {
      const made: { values: Float64Array; known: readonly number[] }[] = [{ values: list(), known: [] }];
      for (const { of, keep, added } of steps) {
        const from = made[of % made.length];
        assert.ok(from);
        made.push({
          values: joinColumns([from.values.subarray(0, keep), list(...added)]),
          known: [...from.known.slice(0, keep), ...added],
        });
      }
      for (const { values, known } of made) assert.deepEqual([...values], known);
    }),
  );
});
