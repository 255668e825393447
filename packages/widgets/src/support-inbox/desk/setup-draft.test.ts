import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatSettings } from '@wattlet/sdk';
import fc from 'fast-check';
import { draftOf, nextHours, problemsOf, type SetupDraft, settingsOf } from './setup-draft.ts';

const hours = fc
  .tuple(fc.nat(1439), fc.integer({ min: 1, max: 1440 }))
  .filter(([from, to]) => from < to)
  .map(([fromMinute, toMinute]) => ({ fromMinute, toMinute }));
const date = fc
  .integer({ min: 0, max: 3000 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));

const settings: fc.Arbitrary<ChatSettings> = fc.record({
  timeZone: fc.constantFrom('UTC', 'Europe/Athens'),
  openingHours: fc
    .array(fc.tuple(fc.integer({ min: 1, max: 7 }), hours), { maxLength: 14 })
    .map((all) =>
      all.map(([dayOfWeek, one]) => ({ dayOfWeek, ...one })).toSorted((a, b) => a.dayOfWeek - b.dayOfWeek),
    ),
  exceptions: fc
    .uniqueArray(
      fc.tuple(date, fc.oneof(fc.constant({ fromMinute: 0, toMinute: 0 }), hours)).map(([day, one]) => ({
        date: day,
        ...one,
      })),
      { maxLength: 8, selector: (one) => one.date },
    )
    .map((all) => all.toSorted((a, b) => a.date.localeCompare(b.date))),
  awayReply: fc.constantFrom('', 'We are back soon.'),
  retentionDays: fc.integer({ min: 0, max: 3650 }),
  anonymous: fc.boolean(),
  typingPreview: fc.boolean(),
});

test('whatever a site has set up comes back as it was when nothing is changed', () => {
  fc.assert(
    fc.property(settings, (known) => {
      const draft = draftOf(known);
      assert.deepEqual([...problemsOf(draft)], []);
      assert.deepEqual(settingsOf(draft), { ...known });
    }),
  );
});

const base: SetupDraft = draftOf({
  ...{
    timeZone: 'UTC',
    exceptions: [],
    awayReply: '',
    retentionDays: 0,
    anonymous: false,
    typingPreview: false,
  },
  openingHours: [{ dayOfWeek: 1, fromMinute: 540, toMinute: 1440 }],
});

test('only what names a time zone is taken for one', () => {
  const isWrong = (timeZone: string) => problemsOf({ ...base, timeZone }).has('zone');
  assert.deepEqual(['UTC', 'Europe/Athens', ' Europe/Bucharest '].map(isWrong), [false, false, false]);
  assert.deepEqual(['', 'Athens', 'UTCEurope/Athens', '+02:00'].map(isWrong), [true, true, true, true]);
});

test('hours may end at midnight, and nothing ends before it begins', () => {
  assert.deepEqual(base.week[0], [{ from: '09:00', to: '00:00' }]);
  const week = [
    [
      { from: '09:00', to: '08:00' },
      { from: '', to: '10:00' },
    ],
    ...base.week.slice(1),
  ];
  assert.deepEqual([...problemsOf({ ...base, week })], ['hours 0 0', 'hours 0 1']);
});

test('hours without a single hour would mean always open, so they are a mistake', () => {
  assert.deepEqual([...problemsOf({ ...base, week: base.week.map(() => []) })], ['week']);
});

test('a day needs a date and hours unless it is closed, retention a number of days, and the reply an end', () => {
  const days = [
    { date: '', isClosed: true, from: '', to: '' },
    { date: '2026-12-24', isClosed: false, from: '12:00', to: '09:00' },
    { date: '2026-12-25', isClosed: true, from: '', to: '' },
  ];
  const wrong = { ...base, days, retentionDays: '-1', awayReply: 'x'.repeat(4_001) };
  assert.deepEqual([...problemsOf(wrong)], ['day 0', 'day 1', 'retention', 'reply']);
  assert.deepEqual([...problemsOf({ ...base, retentionDays: '3651' })], ['retention']);
});

test('more hours of a day begin an hour after the last ones', () => {
  assert.deepEqual(nextHours([]), { from: '09:00', to: '17:00' });
  assert.deepEqual(nextHours([{ from: '09:00', to: '12:00' }]), { from: '13:00', to: '14:00' });
  assert.deepEqual(nextHours([{ from: '09:00', to: '22:00' }]), { from: '23:00', to: '00:00' });
  assert.deepEqual(nextHours([{ from: '09:00', to: '23:30' }]), { from: '09:00', to: '17:00' });
});
