import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type DayValues, pickFinest, type Stretch } from './pick-finest.ts';

const DAY = Date.UTC(2022, 0, 1);

function day(resolutionMinutes: number, values: Record<number, number>): DayValues {
  const kilowatts = Array.from({ length: 1440 / resolutionMinutes }, (_, slot) => values[slot] ?? null);
  return { resolutionMinutes, kilowatts };
}

const shown = (stretches: readonly Stretch[]) =>
  stretches.flatMap(({ start, stepMinutes, kilowatts }) =>
    kilowatts.flatMap((value, slot) =>
      value === null ? [] : [{ minute: (start - DAY) / 60_000 + slot * stepMinutes, stepMinutes, value }],
    ),
  );

test('one resolution is shown as it is', () => {
  const quarters = day(15, { 0: 1, 2: 3 });
  assert.deepEqual(pickFinest(DAY, [quarters]), [
    { start: DAY, stepMinutes: 15, kilowatts: quarters.kilowatts },
  ]);
});

test('pitfall 3: quarter hours replace the hour that they cover fully, and no other', () => {
  const hours = day(60, { 0: 10, 1: 20, 2: 30 });
  const quarters = day(15, { 4: 21, 5: 22, 6: 23, 7: 24, 8: 31, 9: 32 });
  assert.deepEqual(pickFinest(DAY, [quarters, hours]), [
    { start: DAY, stepMinutes: 60, kilowatts: [10] },
    { start: DAY + 3_600_000, stepMinutes: 15, kilowatts: [21, 22, 23, 24] },
    { start: DAY + 7_200_000, stepMinutes: 60, kilowatts: [30] },
  ]);
});

test('pitfall 3: where the hour is missing, the quarter hours there are shown', () => {
  const values = shown(pickFinest(DAY, [day(60, { 1: 20 }), day(15, { 0: 1, 2: 3 })]));
  assert.deepEqual(
    values.map(({ minute, value }) => [minute, value]),
    [
      [0, 1],
      [30, 3],
      [60, 20],
    ],
  );
});

test('pitfall 3: half hours and quarter hours together replace an hour that they cover together', () => {
  const values = shown(
    pickFinest(DAY, [day(60, { 0: 9 }), day(30, { 0: 5, 1: 6 }), day(15, { 2: 7, 3: 8 })]),
  );
  assert.deepEqual(
    values.map(({ stepMinutes, value }) => [stepMinutes, value]),
    [
      [30, 5],
      [15, 7],
      [15, 8],
    ],
  );
});

const dayAt = (resolutionMinutes: number): fc.Arbitrary<DayValues> =>
  fc
    .array(fc.option(fc.integer({ min: -9, max: 9 })), {
      minLength: 1440 / resolutionMinutes,
      maxLength: 1440 / resolutionMinutes,
    })
    .map((kilowatts) => ({ resolutionMinutes, kilowatts }));

test('whatever is stored: shown in time order, never overlapping, and no known quarter hour is lost', () => {
  const anyDay = fc.subarray([15, 30, 60], { minLength: 1 }).chain((steps) => fc.tuple(...steps.map(dayAt)));
  fc.assert(
    fc.property(anyDay, (chunks) => {
      const values = shown(pickFinest(DAY, chunks));
      let end = 0;
      for (const { minute, stepMinutes } of values) {
        assert.ok(minute >= end);
        end = minute + stepMinutes;
      }
      for (let minute = 0; minute < 1440; minute += 15) {
        const known = chunks.some(
          (one) => one.kilowatts[Math.floor(minute / one.resolutionMinutes)] !== null,
        );
        const isShown = values.some((one) => one.minute <= minute && minute < one.minute + one.stepMinutes);
        // A lone quarter hour under a coarse value gives way to that, so both are shown or neither is known.
        assert.equal(isShown, known);
      }
    }),
  );
});
