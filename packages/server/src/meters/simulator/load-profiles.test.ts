import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { zoneClock } from '../../streams/query/zone-clock.ts';
import { homeWatts, PROFILES, type Profile, type SimulatedHome } from './load-profiles.ts';
import { localTime } from './local-time.ts';
import { simulateReadings } from './simulate-readings.ts';

const athens = zoneClock('Europe/Athens') ?? assert.fail('this machine knows no Athens');
const QUARTER = 900_000;
const DAY = 86_400_000;
const HOMES = 150;
/** Wednesday to Wednesday, in winter and in summer. */
const WINTER = Date.UTC(2026, 0, 14);
const SUMMER = Date.UTC(2026, 6, 15);

const home = fc.record({
  profile: fc.constantFrom(...PROFILES),
  seed: fc.nat(),
  number: fc.nat({ max: 100_000 }),
});
const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });

/** Mean watts of many homes, over the quarters of a week whose local time is as wanted. */
function meanWatts(
  profile: Profile,
  from: number,
  wanted: (time: ReturnType<typeof localTime>) => boolean,
): number {
  let sum = 0;
  let count = 0;
  for (let at = from; at < from + 7 * DAY; at += QUARTER) {
    const time = localTime(athens, at);
    if (!wanted(time)) continue;
    for (let number = 0; number < HOMES; number++, count++)
      sum += homeWatts({ profile, seed: 7, number }, time, at / QUARTER);
  }
  return sum / count;
}

const always = (): boolean => true;
const hours = (from: number, to: number) => (time: { readonly hour: number }) =>
  time.hour >= from && time.hour < to;

describe('simulated homes', () => {
  test('draw the same at the same time, never less than nothing and never more than a connection gives', () => {
    fc.assert(
      fc.property(home, moment, (one: SimulatedHome, date) => {
        const time = localTime(athens, date.getTime());
        const watts = homeWatts(one, time, 5);
        assert.equal(homeWatts({ ...one }, { ...time }, 5), watts);
        assert.ok(watts >= 0 && watts < 25_000, `${watts} W`);
      }),
    );
  });

  test('have neighbours that draw something else', () => {
    const time = localTime(athens, WINTER);
    const drawn = new Set(
      Array.from({ length: 1_000 }, (_, number) =>
        homeWatts({ profile: 'household', seed: 1, number }, time, 0),
      ),
    );
    assert.ok(drawn.size > 990, `${drawn.size} of 1000`);
  });

  test('of a household: 2,500 to 5,500 kWh a year, most in the evening, least at night, more at noon of weekends', () => {
    const yearly =
      ((meanWatts('household', WINTER, always) + meanWatts('household', SUMMER, always)) / 2) * 8.766;
    assert.ok(yearly > 2_500 && yearly < 5_500, `${yearly} kWh`);
    const evening = meanWatts('household', WINTER, hours(18, 21));
    const night = meanWatts('household', WINTER, hours(1, 4));
    assert.ok(evening > 2.5 * night, `${evening} W in the evening, ${night} W at night`);
    const noon = hours(10, 14);
    const weekend = meanWatts('household', WINTER, (time) => time.isWeekend && noon(time));
    const workday = meanWatts('household', WINTER, (time) => !time.isWeekend && noon(time));
    assert.ok(weekend > 1.2 * workday, `${weekend} W at weekends, ${workday} W on other days`);
  });

  test('with a heat pump draw far more in winter than in summer', () => {
    const winter = meanWatts('heat-pump', WINTER, always);
    const summer = meanWatts('heat-pump', SUMMER, always);
    assert.ok(winter > 2 * summer, `${winter} W and ${summer} W`);
  });

  test('with a car charge it in the evening, by the power of their charger', () => {
    const extra = (when: (time: { readonly hour: number }) => boolean): number =>
      meanWatts('ev', SUMMER, when) - meanWatts('household', SUMMER, when);
    assert.ok(extra(hours(19, 23)) > 1_000, 'in the evening');
    assert.ok(extra(hours(10, 16)) < 1, 'not at noon');
    assert.ok(extra(hours(0, 2)) > 100, 'and past midnight');
  });

  test('with panels draw little at noon of summer, and what a household does at night', () => {
    const noon = meanWatts('pv', SUMMER, hours(11, 14));
    assert.ok(noon < 0.3 * meanWatts('household', SUMMER, hours(11, 14)), `${noon} W`);
    const night = hours(0, 3);
    assert.equal(meanWatts('pv', SUMMER, night), meanWatts('household', SUMMER, night));
  });
});

test('a simulation covers its range half-open at the start, interval by interval, whatever the clock does', () => {
  const meters = [1, 2, 3].map((number) => ({
    ...{ meterId: `meter ${number}`, profile: 'ev' as const, seed: 3, number },
  }));
  // Clocks in Athens go forward at 01:00 UTC.
  const from = Date.UTC(2026, 2, 29);
  const readings = [
    ...simulateReadings(meters, { from, to: from + DAY, intervalMs: QUARTER, clock: athens }),
  ];
  assert.equal(readings.length, 3 * 96);
  assert.deepEqual(
    [...new Set(readings.map(({ at }) => at))],
    Array.from({ length: 96 }, (_, index) => from + (index + 1) * QUARTER),
  );
  assert.ok(readings.every(({ wattHours }) => Number.isInteger(wattHours) && wattHours >= 0));
});
