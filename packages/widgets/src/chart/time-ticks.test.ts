import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TimeLabels } from './time-labels.ts';
import { timeTicks } from './time-ticks.ts';
import { ZoneClock } from './zone-clock.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function labelsOf(zone: string, range: { from: number; to: number }, spacingMs: number): string[] {
  const clock = new ZoneClock(zone);
  const labels = new TimeLabels(clock, 'en-GB');
  const { step, ticks } = timeTicks(range, clock, spacingMs);
  return ticks.map((tick) => labels.tick(tick, step));
}

test('on the day the clock goes back, both 02:00 have their tick and are told apart', () => {
  const from = Date.UTC(2022, 9, 29, 23);
  assert.deepEqual(labelsOf('Europe/Berlin', { from, to: from + 5 * HOUR_MS }, HOUR_MS), [
    '01:00',
    '02:00+2',
    '02:00+1',
    '03:00',
    '04:00',
  ]);
});

test('on the day the clock goes forward, the skipped hour has no tick', () => {
  const from = Date.UTC(2022, 2, 27, 0);
  assert.deepEqual(labelsOf('Europe/Berlin', { from, to: from + 3 * HOUR_MS }, HOUR_MS), [
    '01:00',
    '03:00',
    '04:00',
  ]);
});

test('days begin at local midnight, also across a change of the clock', () => {
  const clock = new ZoneClock('Europe/Athens');
  const from = Date.UTC(2022, 2, 25, 22);
  const { ticks } = timeTicks({ from, to: from + 3.5 * DAY_MS }, clock, DAY_MS);
  assert.deepEqual(
    ticks.map(({ time }) => new Date(time).toISOString().slice(5, 16)),
    ['03-25T22:00', '03-26T22:00', '03-27T21:00', '03-28T21:00'],
  );
});

test('hours of a zone a quarter off the hour are still whole hours', () => {
  const from = Date.UTC(2022, 0, 1);
  assert.deepEqual(labelsOf('Asia/Kathmandu', { from, to: from + 2 * HOUR_MS }, HOUR_MS), ['06:00', '07:00']);
});

test('months and years are calendar ones', () => {
  const from = Date.UTC(2021, 10, 15);
  assert.deepEqual(labelsOf('UTC', { from, to: from + 120 * DAY_MS }, 30 * DAY_MS), [
    'Dec',
    'Jan',
    'Feb',
    'Mar',
  ]);
  assert.deepEqual(labelsOf('UTC', { from, to: from + 1200 * DAY_MS }, 365 * DAY_MS), [
    '2022',
    '2023',
    '2024',
    '2025',
  ]);
});

test('ticks are in order, in the range, round on the wall clock, and never too many', () => {
  const zone = fc.constantFrom('Europe/Athens', 'Europe/London', 'America/St_Johns');
  const length = fc.integer({ min: 60_000, max: 3700 * DAY_MS });
  fc.assert(
    fc.property(zone, fc.integer({ min: 86_400, max: 1_800_000_000 }), length, (name, second, lengthMs) => {
      const range = { from: second * 1000, to: second * 1000 + lengthMs };
      const { ticks } = timeTicks(range, new ZoneClock(name), lengthMs / 10);
      assert.ok(ticks.length <= 14);
      ticks.forEach(({ time, local }, i) => {
        assert.ok(time >= range.from && time < range.to && time > (ticks[i - 1]?.time ?? -1));
        assert.equal(local % 60_000, 0);
      });
    }),
    { numRuns: 60 },
  );
});
