import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hourly } from '../testing/chart-series-of.ts';
import { intervalAt } from './segment.ts';
import { shiftSegments } from './shift-segments.ts';
import { ZoneClock } from './zone-clock.ts';

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
const athens = new ZoneClock('Europe/Athens');

/** 48 hours from noon in Athens, each with the hour that the clock reads. */
const fromNoon = (noonUtc: number) =>
  hourly(
    noonUtc,
    Array.from({ length: 48 }, (_, i) => new Date(athens.localAt(noonUtc + i * HOUR_MS)).getUTCHours()),
  );

for (const [change, noon] of [
  ['forward', Date.UTC(2022, 2, 19, 10)],
  ['back', Date.UTC(2022, 9, 22, 9)],
] as const) {
  test(`a week later every hour stands where the clock reads the same, although it has gone ${change}`, () => {
    const segments = shiftSegments(fromNoon(noon), athens, WEEK_MS);
    let compared = 0;
    for (let time = noon + WEEK_MS; time < noon + WEEK_MS + 48 * HOUR_MS; time += HOUR_MS) {
      const interval = intervalAt(segments, time);
      if (!interval) continue;
      assert.equal(interval.megawatts, new Date(athens.localAt(time)).getUTCHours());
      compared++;
    }
    assert.ok(compared >= 46);
  });
}

test('no hour stands on another', () => {
  const segments = shiftSegments(fromNoon(Date.UTC(2022, 2, 19, 10)), athens, WEEK_MS);
  for (const [i, segment] of segments.entries()) {
    const before = segments[i - 1];
    if (before) assert.ok(before.start + before.stepMs * before.megawatts.length <= segment.start);
  }
});

test('a year of days, moved by 52 weeks over clocks that change on other days, has no gap and lacks no day', () => {
  const days = Float64Array.from({ length: 365 }, (_, day) => day);
  const year = { start: Date.UTC(2023, 0, 1), stepMs: 24 * HOUR_MS, megawatts: days, missingMs: days };
  const [moved, ...more] = shiftSegments([year], athens, 52 * WEEK_MS);
  assert.deepEqual(moved, { ...year, start: Date.UTC(2023, 11, 31) });
  assert.deepEqual(more, []);
});
