import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { IncomingReading } from './reading.ts';
import type { ReadingIntake } from './reading-intake.ts';
import { type MeterFixture, openMeterFixture, reading } from './testing/meter-fixture.ts';

let fixture: MeterFixture;
let intake: ReadingIntake;
before(async () => {
  fixture = await openMeterFixture();
});
after(() => fixture[Symbol.asyncDispose]());
beforeEach(async () => {
  fixture.now = new Date('2026-11-23T12:00:00Z');
  intake = fixture.openIntake();
  await fixture.sql`truncate reading, reading_history, hour_total, rejected_reading, outbox, meter cascade`;
});

const kinds = async (readings: readonly IncomingReading[]) =>
  (await intake.take(readings)).map((outcome) =>
    outcome.kind === 'rejected' ? outcome.reason : outcome.kind,
  );

const hours = async (meterId: string) => {
  const rows = await fixture.sql<
    { hour: Date; watt_hours: bigint; known_minutes: number; last: Date | null }[]
  >`
    select hour, watt_hours, known_minutes, last_reading_at as last from hour_total
    where meter_id = ${meterId} order by hour`;
  return rows.map(({ hour, watt_hours, known_minutes, last }) => [
    hour.toISOString().slice(0, 16),
    Number(watt_hours),
    known_minutes,
    last?.toISOString().slice(11, 16),
  ]);
};

const everything = async () => ({
  readings: await fixture.sql`select * from reading order by meter_id, at`,
  history: await fixture.sql`select * from reading_history order by meter_id, at, revision`,
  hours: await fixture.sql`select * from hour_total order by meter_id, hour`,
  events: await fixture.sql`select position, payload from outbox order by position`,
});

describe('interval meters', () => {
  test('a reading counts into the hour of the instant before it, and only once', async () => {
    const meter = await fixture.makeMeter();
    const batch = [
      reading(meter, '2026-11-23T10:15Z', 100),
      reading(meter, '2026-11-23T11:00Z', 200),
      reading(meter, '2026-11-23T11:15Z', 400),
      reading(meter, '2026-11-23T10:15Z', 100),
    ];
    assert.deepEqual(await kinds(batch), ['stored', 'stored', 'stored', 'duplicate']);
    assert.deepEqual(await hours(meter), [
      ['2026-11-23T10:00', 300, 30, '11:00'],
      ['2026-11-23T11:00', 400, 15, '11:15'],
    ]);
    const before = await everything();
    assert.deepEqual(await kinds(batch), ['duplicate', 'duplicate', 'duplicate', 'duplicate']);
    assert.deepEqual(await everything(), before);
  });

  test('a higher revision replaces a reading and keeps it; others change nothing', async () => {
    const meter = await fixture.makeMeter();
    const at = '2026-11-23T10:15Z';
    const sent: [number, number, string][] = [
      [100, 1, 'stored'],
      [110, 3, 'corrected'],
      [105, 2, 'superseded'],
      [111, 3, 'superseded'],
      [110, 3, 'duplicate'],
      [90, 4, 'corrected'],
    ];
    const batch = sent.map(([wattHours, revision]) => reading(meter, at, wattHours, { revision }));
    assert.deepEqual(
      await kinds(batch),
      sent.map(([, , kind]) => kind),
    );
    assert.deepEqual(await hours(meter), [['2026-11-23T10:00', 90, 15, '10:15']]);
    const history = await fixture.sql`select revision, watt_hours from reading_history order by revision`;
    assert.deepEqual(
      history.map(({ revision, watt_hours }) => [revision, watt_hours]),
      [
        [1, 100n],
        [3, 110n],
      ],
    );
    const before = await everything();
    for (const one of batch) await intake.take([one]);
    assert.deepEqual(await everything(), before);
  });
});
