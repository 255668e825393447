import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PowerFormat, powerUnitFor } from './power-unit.ts';

test('the unit follows the size', () => {
  assert.equal(powerUnitFor(1999).name, 'MW');
  assert.equal(powerUnitFor(2000).name, 'GW');
  assert.equal(powerUnitFor(2).name, 'MW');
  assert.equal(powerUnitFor(1.9).name, 'kW');
  assert.equal(powerUnitFor(0).name, 'MW');
});

test('a gigawatt is told to the megawatt', () => {
  assert.equal(new PowerFormat(powerUnitFor(60_000), 'en').text(45_298), '45.298 GW');
  assert.equal(new PowerFormat(powerUnitFor(100), 'en').text(1234.4), '1,234 MW');
});

test('below zero stands a minus sign, not a hyphen, and zero has none', () => {
  const format = new PowerFormat(powerUnitFor(100), 'en');
  assert.equal(format.number(-5), '−5');
  assert.equal(format.number(-1e-9), '0');
});

test('what is small is not told as zero, in any unit', () => {
  assert.equal(new PowerFormat(powerUnitFor(0.9), 'en').text(0.42), '420 kW');
  assert.equal(new PowerFormat(powerUnitFor(0.9), 'en').text(0.0004), '0.4 kW');
  assert.equal(new PowerFormat(powerUnitFor(100), 'en').text(0.437), '0.44 MW');
  assert.equal(new PowerFormat(powerUnitFor(100), 'en').text(5), '5 MW');
  const gigawatts = new PowerFormat(powerUnitFor(60_000), 'en');
  assert.deepEqual(
    [0.3, 70, 0].map((megawatts) => gigawatts.number(megawatts)),
    ['0.0003', '0.070', '0.000'],
  );
});

test('the numbers of an axis have the digits that they are asked to have', () => {
  const axis = new PowerFormat(powerUnitFor(100), 'en', 1);
  assert.deepEqual(
    [0, 0.5, 1].map((tick) => axis.number(tick)),
    ['0.0', '0.5', '1.0'],
  );
});

test('numbers are written as the language writes them', () => {
  assert.equal(new PowerFormat(powerUnitFor(60_000), 'de').number(45_298), '45,298');
});
