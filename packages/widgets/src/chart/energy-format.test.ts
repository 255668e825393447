import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EnergyFormat } from './energy-format.ts';

test('energy is told as exactly as it matters, with its unit', () => {
  const energy = new EnergyFormat('de');
  assert.deepEqual(
    [0, 40, 100, 1310, 9999, 12_340, 1_234_567, -1300].map((wattHours) => energy.text(wattHours)),
    ['0 kWh', '40 Wh', '0,1 kWh', '1,31 kWh', '10 kWh', '12,3 kWh', '1.234,6 kWh', '−1,3 kWh'].map((text) =>
      text.replace(' ', '\u00a0'),
    ),
  );
});
