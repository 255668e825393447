import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PowerFormat, powerUnitFor } from './power-unit.ts';

test('the unit follows the size', () => {
  assert.equal(powerUnitFor(1999).name, 'MW');
  assert.equal(powerUnitFor(2000).name, 'GW');
});

test('a gigawatt is told to the megawatt', () => {
  assert.equal(new PowerFormat(powerUnitFor(60_000), 'en').text(45_298), '45.298 GW');
  assert.equal(new PowerFormat(powerUnitFor(100), 'en').text(1234.4), '1,234 MW');
});

test('below zero stands a minus sign, not a hyphen, and zero has none', () => {
  const format = new PowerFormat(powerUnitFor(100), 'en');
  assert.equal(format.number(-5), '−5');
  assert.equal(format.number(-0.2), '0');
});

test('numbers are written as the language writes them', () => {
  assert.equal(new PowerFormat(powerUnitFor(60_000), 'de').number(45_298), '45,298');
});
