import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isContinued, valueRuns } from './value-runs.ts';

const values = fc.array(fc.option(fc.integer(), { nil: Number.NaN }), { maxLength: 40 });

describe('the runs of values between gaps', () => {
  it('hold every value and no gap', () => {
    fc.assert(
      fc.property(values, (numbers) => {
        const runs = valueRuns(Float64Array.from(numbers));
        const within = (i: number) => runs.some(({ from, to }) => from <= i && i < to);
        numbers.forEach((number, i) => {
          assert.equal(within(i), !Number.isNaN(number));
        });
        runs.slice(1).forEach(({ from }, i) => {
          assert.ok(from > (runs[i]?.to ?? 0));
        });
      }),
    );
  });

  it('are the same for memory that grows as for memory seen for the first time', () => {
    fc.assert(
      fc.property(values, fc.array(fc.nat(6)), (numbers, steps) => {
        const memory = Float64Array.from(numbers);
        let length = 0;
        for (const step of [...steps, numbers.length]) {
          length = Math.min(numbers.length, length + step);
          assert.deepEqual(valueRuns(memory.subarray(0, length)), valueRuns(memory.slice(0, length)));
        }
      }),
    );
  });

  it('look at the values of another part of the same memory afresh', () => {
    const memory = Float64Array.of(1, Number.NaN, 3, 4);
    assert.deepEqual(valueRuns(memory), [
      { from: 0, to: 1 },
      { from: 2, to: 4 },
    ]);
    assert.deepEqual(valueRuns(memory.subarray(1)), [{ from: 1, to: 3 }]);
    assert.deepEqual(valueRuns(memory.subarray(0, 1)), [{ from: 0, to: 1 }]);
  });
});

describe('values that continue others', () => {
  it('share their memory from the start on and are no fewer', () => {
    const memory = new Float64Array(8);
    assert.equal(isContinued(memory.subarray(0, 3), memory), true);
    assert.equal(isContinued(memory, memory.subarray(0, 3)), false);
    assert.equal(isContinued(memory.subarray(1, 3), memory), false);
    assert.equal(isContinued(memory.slice(0, 3), memory), false);
  });
});
