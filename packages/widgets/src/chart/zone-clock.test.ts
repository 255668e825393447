import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ZoneClock } from './zone-clock.ts';

const athens = new ZoneClock('Europe/Athens');
const zone = fc.constantFrom(
  'Europe/Athens',
  'Europe/Berlin',
  'Europe/London',
  'UTC',
  'Asia/Kathmandu',
  'Africa/Cairo',
);

test('a wall clock is ahead of UTC by more in summer', () => {
  assert.equal(athens.offsetAt(Date.UTC(2022, 0, 1)), 2 * 3_600_000);
  assert.equal(athens.offsetAt(Date.UTC(2022, 6, 1)), 3 * 3_600_000);
});

test('the offset changes at the very instant of the change, on the day of it', () => {
  const change = Date.UTC(2022, 2, 27, 1);
  assert.equal(athens.offsetAt(change - 1), 2 * 3_600_000);
  assert.equal(athens.offsetAt(change), 3 * 3_600_000);
});

test('a reading that the clock skips stands for the first instant after', () => {
  assert.equal(athens.instantOf(Date.UTC(2022, 2, 27, 3, 30)), Date.UTC(2022, 2, 27, 1));
});

test('a reading that occurs twice stands for its first instant, and both are told as repeated', () => {
  const first = Date.UTC(2022, 9, 30, 0);
  assert.equal(athens.instantOf(Date.UTC(2022, 9, 30, 3)), first);
  assert.deepEqual(
    [-1, 0, 1, 2].map((hour) => athens.isRepeated(first + hour * 3_600_000)),
    [false, true, true, false],
  );
});

test('midnight of a day is found again from its reading, in every zone and year', () => {
  fc.assert(
    fc.property(zone, fc.integer({ min: 5000, max: 24_000 }), (name, day) => {
      const clock = new ZoneClock(name);
      const local = day * 86_400_000;
      const instant = clock.instantOf(local);
      assert.ok(clock.localAt(instant) >= local && clock.localAt(instant - 1) < local);
    }),
  );
});

test('an unknown zone is an error', () => {
  assert.throws(() => new ZoneClock('Europe/Atlantis'), RangeError);
});
