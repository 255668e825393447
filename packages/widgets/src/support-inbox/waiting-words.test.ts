import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitingWords } from './waiting-words.ts';

test('a wait is told in the greatest unit that fits, rounded down', () => {
  const now = Date.UTC(2026, 2, 3, 12);
  const words = (minutes: number, locale = 'en-US') =>
    waitingWords(new Date(now - minutes * 60_000), now, locale);
  assert.deepEqual(
    [0, 0.9, 59.9, 60, 119, 1439, 1440, 5000].map((minutes) => words(minutes)),
    ['less than a minute', 'less than a minute', '59 min', '1 hr', '1 hr', '23 hr', '1 day', '3 days'],
  );
  assert.equal(words(5, 'de'), '5 Min.');
  assert.equal(words(-3), 'less than a minute', 'of a clock that is ahead');
});
