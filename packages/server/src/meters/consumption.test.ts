import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { timestampFromMs, timestampMs } from '@bufbuild/protobuf/wkt';
import fc from 'fast-check';
import { ConsumptionStep } from '../gen/wattlet/v1/meter_pb.js';
import { MAX_BATCH } from './reading-intake.ts';
import { ConsumptionOracle } from './testing/consumption-oracle.ts';
import { meterClient } from './testing/meter-client.ts';
import { type MeterFixture, openMeterFixture, reading } from './testing/meter-fixture.ts';

/** Days of 23, 24 and 25 hours, half-hour changes and offsets, and midnights that a clock skips. */
const ZONES = [
  ['Europe/Athens', '2026-03-28T00:00Z'],
  ['Europe/Athens', '2026-10-24T00:00Z'],
  ['Australia/Lord_Howe', '2026-04-03T00:00Z'],
  ['Australia/Lord_Howe', '2026-10-02T00:00Z'],
  ['Asia/Kathmandu', '2026-04-29T00:00Z'],
  ['Asia/Kolkata', '2025-12-30T00:00Z'],
  ['Africa/Cairo', '2026-04-23T00:00Z'],
  ['America/New_York', '2025-10-31T00:00Z'],
  ['UTC', '2024-02-28T00:00Z'],
] as const;

const STEPS = [
  ['hour', ConsumptionStep.HOUR],
  ['day', ConsumptionStep.DAY],
  ['month', ConsumptionStep.MONTH],
] as const;

const HOURS = 96;
const MS_PER_QUARTER = 900_000;
const LIMIT = 1_000;

let fixture: MeterFixture;
before(async () => {
  fixture = await openMeterFixture();
});
after(() => fixture[Symbol.asyncDispose]());

test('consumption by hour, day and month is what a calendar and a calculator say', async () => {
  const operator = meterClient(fixture, { kind: 'operator' });
  const asked = fc.record({
    zone: fc.constantFrom(...ZONES),
    step: fc.constantFrom(...STEPS),
    quarters: fc.uniqueArray(fc.integer({ min: 1, max: HOURS * 4 }), { maxLength: 60 }),
    from: fc.integer({ min: -4, max: HOURS }),
    hours: fc.integer({ min: 1, max: HOURS }),
    hasLimit: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(
      asked,
      async ({ zone: [timeZone, day], step: [step, stepMessage], quarters, from, hours, hasLimit }) => {
        const start = Date.parse(day);
        const meterId = await fixture.makeMeter({ timeZone, ...(hasLimit && { hourlyLimit: LIMIT }) });
        const points = quarters.map((quarter) => ({
          at: start + quarter * MS_PER_QUARTER,
          wattHours: (quarter * 137) % 701,
        }));
        await fixture
          .openIntake()
          .take(points.map(({ at, wattHours }) => reading(meterId, new Date(at), wattHours)));
        const range = { from: start + from * 3_600_000, to: start + (from + hours) * 3_600_000 };
        const { values } = await operator.getConsumption({
          meterId,
          step: stepMessage,
          range: { from: timestampFromMs(range.from), to: timestampFromMs(range.to) },
        });
        const oracle = new ConsumptionOracle(timeZone, step);
        assert.deepEqual(
          values.map((value) => ({
            from: value.from && timestampMs(value.from),
            to: value.to && timestampMs(value.to),
            wattHours: Number(value.wattHours),
            coveragePerMille: value.coveragePerMille,
            aboveLimit: Number(value.aboveLimitWattHours),
          })),
          oracle.of(points, range, hasLimit ? LIMIT : undefined),
        );
      },
    ),
    { numRuns: 60 },
  );
});

// Of the larger count not all readings are in memory at once.
for (const [kind, count] of [
  ['interval', 5_100],
  ['register', 300],
] as const)
  test(`a new time zone reckons hours and days anew, of ${kind}s with ${count} readings`, async () => {
    const operator = meterClient(fixture, { kind: 'operator' });
    const made = { kind, intervalMinutes: 15, registerModulus: kind === 'register' ? 100_000 : 0 };
    const [moved, born] = [
      await fixture.makeMeter({ ...made, timeZone: 'Europe/Athens' }),
      await fixture.makeMeter({ ...made, timeZone: 'Asia/Kathmandu' }),
    ];
    const end = Date.UTC(2026, 10, 23);
    const readings = (meterId: string) =>
      Array.from({ length: count }, (_, index) =>
        reading(
          meterId,
          new Date(end - (count - index) * 15 * 60_000),
          kind === 'register' ? (99_000 + index * 77) % 100_000 : index,
        ),
      );
    for (const meterId of [moved, born]) {
      const intake = fixture.openIntake();
      const all = readings(meterId);
      for (let at = 0; at < count; at += MAX_BATCH) await intake.take(all.slice(at, at + MAX_BATCH));
    }
    await operator.updateMeter({ meterId: moved, timeZone: 'Asia/Kathmandu' });
    const totals = (meterId: string) => fixture.sql`
      select hour, watt_hours, known_minutes, day, last_reading_at from hour_total
      where meter_id = ${meterId} order by hour`;
    assert.deepEqual(await totals(moved), await totals(born));
    // The intake knows of it, too.
    const late = new Date('2026-11-23T10:00Z');
    for (const meterId of [moved, born]) await fixture.openIntake().take([reading(meterId, late, 99_999)]);
    assert.deepEqual(await totals(moved), await totals(born));
  });
