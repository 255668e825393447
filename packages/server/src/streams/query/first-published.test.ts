import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstPublished } from './first-published.ts';

test('the first value of each interval stays, whatever came after it', () => {
  const states = [
    [1, null, null, null],
    [1, 2, null, null],
    [9, null, 0, null],
  ];
  assert.deepEqual(firstPublished(states.map((kilowatts) => ({ resolutionMinutes: 360, kilowatts }))), [
    { resolutionMinutes: 360, kilowatts: [1, 2, 0, null] },
  ]);
});

test('resolutions are told apart', () => {
  const chunks = [
    { resolutionMinutes: 720, kilowatts: [1, null] },
    { resolutionMinutes: 1440, kilowatts: [5] },
    { resolutionMinutes: 720, kilowatts: [2, 3] },
  ];
  assert.deepEqual(firstPublished(chunks), [
    { resolutionMinutes: 720, kilowatts: [1, 3] },
    { resolutionMinutes: 1440, kilowatts: [5] },
  ]);
});
