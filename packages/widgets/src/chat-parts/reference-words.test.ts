import assert from 'node:assert/strict';
import { test } from 'node:test';
import { referenceWords } from './reference-words.ts';

const now = new Date(2026, 2, 9);

test('a chart is told with its stream, and with the year where it is not this one', () => {
  const words = (from: Date, to: Date) =>
    referenceWords({ kind: 'series', stream: 'load', area: 'GR', from, to }, 'en-GB', now);
  assert.equal(words(new Date(2026, 0, 1), new Date(2026, 0, 2)), 'Chart: Electricity load, GR, 1 Jan');
  assert.equal(words(new Date(2025, 0, 1), new Date(2025, 0, 2)), 'Chart: Electricity load, GR, 1 Jan 2025');
  const overNewYear = words(new Date(2025, 11, 31), new Date(2026, 0, 2));
  assert.match(overNewYear, /31 Dec 2025.+1 Jan 2026$/);
});

test('an hour of a meter is told with the year where it is not this one', () => {
  const words = (hour: Date) => referenceWords({ kind: 'meter', meterId: 'm', hour }, 'en-GB', now);
  assert.equal(words(new Date(2026, 2, 3, 14)), 'Meter: 3 Mar, 14:00');
  assert.equal(words(new Date(2024, 2, 3, 14)), 'Meter: 3 Mar 2024, 14:00');
});
