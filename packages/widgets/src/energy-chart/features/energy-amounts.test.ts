import assert from 'node:assert/strict';
import { test } from 'node:test';
import { energyAmounts } from './energy-amounts.ts';

const texts = (...amounts: readonly number[]) => amounts.map(energyAmounts(amounts, 'en'));

test('the energy of a year is not told in millions of megawatt-hours', () => {
  assert.deepEqual(texts(43_800_000, 120_000), ['43.8 TWh', '0.12 TWh']);
  assert.deepEqual(texts(43_800, -4_800), ['43.8 GWh', '−4.8 GWh']);
});

test('few megawatt-hours stay what they are', () => {
  assert.deepEqual(texts(9_999, -12.4, -0.2), ['9,999 MWh', '−12 MWh', '0 MWh']);
  assert.deepEqual(texts(0), ['0 MWh']);
});
