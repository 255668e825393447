import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retryDelayMs } from './retry-controller.ts';

test('a server that has come back is asked within a minute, and one that is down ever more seldom', () => {
  const delays = Array.from({ length: 10 }, (_, failures) => retryDelayMs(failures, 1));
  assert.deepEqual(delays.slice(0, 6), [2_000, 4_000, 8_000, 16_000, 32_000, 60_000]);
  assert.equal(delays.at(-1), 60_000);
  assert.equal(retryDelayMs(9, 0), 30_000);
});
