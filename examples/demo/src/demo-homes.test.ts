import assert from 'node:assert/strict';
import { test } from 'node:test';
import { burstWattHours, firstBurstHour, HOMES, UTILITY_HOMES } from './demo-homes.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.UTC(2026, 10, 23, 5);

/** Watt-hours of a home's bursts from an hour on, minute by minute. */
function burstIn(home: (typeof HOMES)[number], hour: number, minutes: number): number {
  let sum = 0;
  for (let minute = 1; minute <= minutes; minute++)
    sum += burstWattHours(home, {
      at: START + hour * HOUR + minute * MINUTE,
      intervalMs: MINUTE,
      firstHour: START,
    });
  return sum;
}

test('every hour exactly one home passes its limit, while readings of the hour before are still news', () => {
  for (let hour = 0; hour < 48; hour++) {
    const over = HOMES.filter((home) => burstIn(home, hour, 9) > home.limitKwh * 1000);
    assert.equal(over.length, 1, `hour ${hour}`);
    assert.equal(HOMES.filter((home) => burstIn(home, hour, 60) > 0).length, 1);
  }
});

test('a home has two quiet hours between, so that its alert ends before the next', () => {
  for (const home of HOMES) {
    const busy = Array.from({ length: 12 }, (_, hour) => burstIn(home, hour, 60) > 0);
    assert.deepEqual(
      busy.flatMap((isBusy, hour) => (isBusy ? [hour % 3] : [])),
      Array.from({ length: 4 }, () => busy.indexOf(true)),
    );
  }
});

test('whoever starts the demo sees an alert of a home of each site within a minute', () => {
  for (const [home] of [HOMES, UTILITY_HOMES]) {
    assert.ok(home);
    assert.ok(burstIn(home, 0, 9) > home.limitKwh * 1000);
  }
  for (let minute = 0; minute < 60; minute++) {
    const sinceBurst = minute * MINUTE - (firstBurstHour(START + minute * MINUTE) - START);
    // Over the limit by then, and its hour runs or has not ended ten minutes ago.
    assert.ok(sinceBurst >= 9 * MINUTE && sinceBurst < HOUR + 9 * MINUTE, `minute ${minute}`);
  }
});
