import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hoursWords } from './hours-words.ts';

test('the hour at which somebody is back is told with its zone where the site has another', () => {
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const opensAt = new Date(2026, 2, 9, 7);
  const words = (timeZone: string) =>
    hoursWords({ isOpen: false, opensAt, timeZone, isTypingShown: false }, 'en-GB');
  const zone = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' })
    .formatToParts(opensAt)
    .find(({ type }) => type === 'timeZoneName')?.value;
  assert.ok(zone);
  assert.match(words(own) ?? '', /Monday.+9 March.+07:00\.$/);
  assert.ok(words(own === 'Asia/Tokyo' ? 'Asia/Seoul' : 'Asia/Tokyo')?.endsWith(`07:00 ${zone}.`));
});
