import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { wattHoursOf } from './reading.ts';

describe('wattHoursOf', () => {
  test('rounds half to even, as the written number says', () => {
    const written: [number, bigint][] = [
      [0, 0n],
      [0.0005, 0n],
      [0.0015, 2n],
      [0.0025, 2n],
      // Times 1,000 this is 1000.4999999999999 for a machine.
      [1.0005, 1000n],
      [1.0015, 1002n],
      [0.00050001, 1n],
      [0.00049999, 0n],
      [-0.0015, -2n],
      [-0.0005, 0n],
      [5e-324, 0n],
      [123_456.789, 123_456_789n],
      [1e12, 1_000_000_000_000_000n],
    ];
    for (const [kilowattHours, expected] of written)
      assert.equal(wattHoursOf(kilowattHours), expected, `${kilowattHours}`);
  });

  test('agrees with decimal arithmetic on every number of four decimals', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }), (tenths) => {
        const whole = Math.trunc(tenths / 10);
        const rest = Math.abs(tenths % 10);
        const away = rest > 5 || (rest === 5 && whole % 2 !== 0) ? Math.sign(tenths) : 0;
        assert.equal(wattHoursOf(tenths / 10_000), BigInt(whole + away));
      }),
    );
  });

  test('knows no watt-hours of what is no number or beyond any meter', () => {
    for (const kilowattHours of [Number.NaN, Infinity, -Infinity, 1.1e12, -1.1e12])
      assert.equal(wattHoursOf(kilowattHours), undefined);
  });
});
