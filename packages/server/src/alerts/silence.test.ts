import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeSilence, NEWS_MS, nextLook } from './silence.ts';

const NOON = Date.UTC(2026, 0, 15, 12);
const QUARTER = 15 * 60_000;
const meter = { lastReadingAt: NOON, intervalMs: QUARTER };

test('a meter is silent when three of its intervals have passed, and until a newer reading comes', () => {
  assert.equal(judgeSilence(meter, undefined, NOON + 3 * QUARTER - 1), 'stay');
  assert.equal(judgeSilence(meter, undefined, NOON + 3 * QUARTER), 'begin');
  assert.equal(judgeSilence(meter, NOON, NOON + 9 * QUARTER), 'stay');
  assert.equal(judgeSilence({ ...meter, lastReadingAt: NOON + 1 }, NOON, NOON + 9 * QUARTER), 'resolve');
});

test('a meter that has not reported for a day is no news', () => {
  assert.equal(judgeSilence(meter, undefined, NOON + NEWS_MS - 1), 'begin');
  assert.equal(judgeSilence(meter, undefined, NOON + NEWS_MS), 'stay');
});

test('it is looked at again when it would be silent, and once it is only when it reports', () => {
  assert.equal(nextLook(meter, NOON), NOON + 3 * QUARTER);
  assert.equal(nextLook(meter, NOON + 3 * QUARTER), Number.POSITIVE_INFINITY);
});
