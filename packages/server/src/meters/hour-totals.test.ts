import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { HourOracle, type StoredPoint } from './testing/hour-oracle.ts';
import { type MeterFixture, openMeterFixture, reading } from './testing/meter-fixture.ts';

/** Clocks that change by an hour, by half an hour, and one that is off by 45 minutes; each with a start near a change. */
const ZONES = [
  ['Europe/Athens', Date.parse('2026-10-24T20:00Z')],
  ['Europe/Athens', Date.parse('2026-03-28T20:00Z')],
  ['Australia/Lord_Howe', Date.parse('2026-04-04T10:00Z')],
  ['Australia/Lord_Howe', Date.parse('2026-10-03T10:00Z')],
  ['Asia/Kathmandu', Date.parse('2026-05-01T00:00Z')],
] as const;

const MS_PER_MINUTE = 60_000;

let fixture: MeterFixture;
before(async () => {
  fixture = await openMeterFixture();
});
after(() => fixture[Symbol.asyncDispose]());

/** What was sent: the true points in some order, some of them again, in batches that are taken by two intakes at once. */
const delivery = fc.record({
  zone: fc.constantFrom(...ZONES),
  minutes: fc.uniqueArray(fc.integer({ min: 1, max: 2_000 }), { minLength: 1, maxLength: 24 }),
  order: fc.array(fc.nat({ max: 23 }), { maxLength: 30 }),
  batch: fc.integer({ min: 1, max: 9 }),
});

const totalsOf = async (meterId: string) => {
  const rows = await fixture.sql<{ hour: Date; wh: bigint; minutes: number; day: Date; last: Date | null }[]>`
    select hour, watt_hours as wh, known_minutes as minutes, day, last_reading_at as last
    from hour_total where meter_id = ${meterId} order by hour`;
  return rows;
};

async function deliver(
  meterId: string,
  points: readonly StoredPoint[],
  order: readonly number[],
  batch: number,
) {
  const sent = [...order, ...points.keys()].flatMap((index) => points[index] ?? []);
  const batches: StoredPoint[][] = [];
  for (let from = 0; from < sent.length; from += batch) batches.push(sent.slice(from, from + batch));
  const intakes = [fixture.openIntake(), fixture.openIntake()];
  await Promise.all(
    intakes.map(async (intake, index) => {
      for (const [number, one] of batches.entries()) {
        if (number % 2 !== index) continue;
        const outcomes = await intake.take(
          one.map(({ at, wattHours }) => reading(meterId, new Date(at), wattHours)),
        );
        for (const { kind } of outcomes) assert.ok(kind === 'stored' || kind === 'duplicate', kind);
      }
    }),
  );
}

function lastIn(oracle: HourOracle, points: readonly StoredPoint[], hour: number): number | undefined {
  const own = points.filter(({ at }) => oracle.hourOf(at - MS_PER_MINUTE) === hour);
  return own.length === 0 ? undefined : Math.max(...own.map(({ at }) => at));
}

test('totals of intervals are those of what is stored in the end, whatever the order', async () => {
  await fc.assert(
    fc.asyncProperty(delivery, async ({ zone: [timeZone, start], minutes, order, batch }) => {
      const meterId = await fixture.makeMeter({ timeZone });
      const points = minutes.map((minute) => ({
        at: start + minute * MS_PER_MINUTE,
        wattHours: (minute * 7) % 997,
      }));
      await deliver(meterId, points, order, batch);
      const oracle = new HourOracle(timeZone);
      const truth = [...oracle.ofIntervals(points, 15)].sort(([a], [b]) => a - b);
      assert.deepEqual(
        (await totalsOf(meterId)).map(({ hour, wh, minutes: known, last }) => [
          hour.getTime(),
          Number(wh),
          known,
          last?.getTime(),
        ]),
        truth.map(([hour, { wattHours, minutes: known }]) => [
          hour,
          wattHours,
          known,
          lastIn(oracle, points, hour),
        ]),
      );
    }),
    { numRuns: 40 },
  );
});

test('totals of a register are the differences of neighbours, spread over the hours between, whatever the order', async () => {
  await fc.assert(
    fc.asyncProperty(
      delivery,
      fc.nat({ max: 2_000 }),
      async ({ zone: [timeZone, start], minutes, order, batch }, rollOver) => {
        const registerModulus = 1_000_000;
        const meterId = await fixture.makeMeter({ timeZone, kind: 'register', registerModulus });
        const shown = (minute: number) =>
          (registerModulus - rollOver * 13 + minute * 13 + (minute % 5)) % registerModulus;
        const points = minutes.map((minute) => ({
          at: start + minute * MS_PER_MINUTE,
          wattHours: shown(minute),
        }));
        await deliver(meterId, points, order, batch);
        const oracle = new HourOracle(timeZone);
        const truth = [...oracle.ofRegister(points, { modulus: registerModulus, exchanges: [] })].sort(
          ([a], [b]) => a - b,
        );
        assert.deepEqual(
          (await totalsOf(meterId)).map(({ hour, wh, minutes: known, last }) => [
            hour.getTime(),
            Number(wh),
            known,
            last?.getTime(),
          ]),
          truth.map(([hour, { wattHours, minutes: known }]) => [
            hour,
            wattHours,
            known,
            lastIn(oracle, points, hour),
          ]),
        );
      },
    ),
    { numRuns: 40 },
  );
});
