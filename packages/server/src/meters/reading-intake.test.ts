import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { unpackHours } from './changed-hours.ts';
import type { HoursChanged } from './events.ts';
import { LOCK_METERS_ALONE } from './meter-lock.ts';
import type { IncomingReading } from './reading.ts';
import { ReadingIntake } from './reading-intake.ts';
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
  events: await fixture.sql<
    { payload: HoursChanged }[]
  >`select position, payload from outbox order by position`,
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

describe('registers', () => {
  const at = (time: string) => `2026-11-23T${time}Z`;

  test('the first reading tells nothing, the next one what came between', async () => {
    const meter = await fixture.makeMeter({ kind: 'register' });
    assert.deepEqual(await kinds([reading(meter, at('10:00'), 5_000)]), ['stored']);
    assert.deepEqual(await hours(meter), [['2026-11-23T09:00', 0, 0, '10:00']]);
    assert.deepEqual(await kinds([reading(meter, at('10:30'), 5_600)]), ['stored']);
    assert.deepEqual((await hours(meter))[1], ['2026-11-23T10:00', 600, 30, '10:30']);
  });

  test('a gap is spread in proportion to time, and a late reading within it tells better', async () => {
    const meter = await fixture.makeMeter({ kind: 'register' });
    await intake.take([reading(meter, at('09:00'), 0), reading(meter, at('11:00'), 1_000)]);
    assert.deepEqual((await hours(meter)).slice(1), [
      ['2026-11-23T09:00', 500, 60, undefined],
      ['2026-11-23T10:00', 500, 60, '11:00'],
    ]);
    assert.deepEqual(await kinds([reading(meter, at('10:00'), 900)]), ['stored']);
    assert.deepEqual((await hours(meter)).slice(1), [
      ['2026-11-23T09:00', 900, 60, '10:00'],
      ['2026-11-23T10:00', 100, 60, '11:00'],
    ]);
  });

  test('a stretch of more than 35 days is spread over none', async () => {
    const meter = await fixture.makeMeter({ kind: 'register' });
    await intake.take([reading(meter, '2026-01-01T00:00Z', 0), reading(meter, '2026-06-01T00:00Z', 1_000)]);
    const totals = await hours(meter);
    assert.deepEqual(
      totals.map(([, wattHours, minutes]) => [wattHours, minutes]),
      [
        [0, 0],
        [0, 0],
      ],
    );
  });

  test('it starts over at its modulus, and cannot show more', async () => {
    const meter = await fixture.makeMeter({ kind: 'register', registerModulus: 100_000 });
    assert.deepEqual(
      await kinds([
        reading(meter, at('10:00'), 99_900),
        reading(meter, at('10:15'), 100),
        reading(meter, at('10:30'), 100_000),
      ]),
      ['stored', 'stored', 'absurd'],
    );
    assert.deepEqual((await hours(meter))[1], ['2026-11-23T10:00', 200, 15, '10:15']);
  });

  test('a register that steps back a little went back, and has not consumed almost a whole turn', async () => {
    const meter = await fixture.makeMeter({ kind: 'register', registerModulus: 100_000_000 });
    const shown = (time: string, wattHours: number) => reading(meter, `2026-11-23T${time}Z`, wattHours);
    assert.deepEqual(await kinds([shown('08:00', 5_000_000), shown('09:00', 4_999_000)]), [
      'stored',
      'negative',
    ]);
    assert.deepEqual(await kinds([shown('10:00', 5_001_000)]), ['stored']);
  });

  test('a reading that its neighbours do not allow is rejected, whichever of them came first', async () => {
    const meter = await fixture.makeMeter({ kind: 'register' });
    assert.deepEqual(
      await kinds([
        reading(meter, at('10:00'), 1_000),
        reading(meter, at('11:00'), 2_000),
        reading(meter, at('10:30'), 900),
        reading(meter, at('10:30'), 2_100),
        reading(meter, at('11:15'), 300_000_000),
        reading(meter, at('09:00'), 1_500),
        reading(meter, at('11:00'), 900, { revision: 1 }),
      ]),
      ['stored', 'stored', 'negative', 'negative', 'absurd', 'negative', 'negative'],
    );
  });

  test('a correction of a reading changes what came before it and after it', async () => {
    const meter = await fixture.makeMeter({ kind: 'register' });
    await intake.take([
      reading(meter, at('09:00'), 0),
      reading(meter, at('10:00'), 800),
      reading(meter, at('11:00'), 1_000),
    ]);
    assert.deepEqual(await kinds([reading(meter, at('10:00'), 300, { revision: 1 })]), ['corrected']);
    assert.deepEqual(
      (await hours(meter)).slice(1).map(([, wattHours]) => wattHours),
      [300, 700],
    );
  });
});

describe('what is not taken', () => {
  test('is rejected with its reason, kept once, and counted', async () => {
    const meter = await fixture.makeMeter();
    const batch = [
      reading(meter, '2026-11-23T12:05:00.001Z', 1),
      reading(meter, '1999-12-31T23:59Z', 1),
      reading(meter, '2026-11-23T11:00Z', -1),
      // 1,000 kW for a quarter of an hour is 250 kWh.
      reading(meter, '2026-11-23T11:15Z', 250_001),
      reading('00000000-0000-4000-8000-00000000dead', '2026-11-23T11:00Z', 1),
      reading('no id', '2026-11-23T11:00Z', 1),
      reading(meter, '2026-11-23T11:00Z', 1, { revision: -1 }),
      reading(meter, new Date(Number.NaN), 1),
    ];
    const reasons = [
      ...['in-future', 'too-old', 'negative', 'absurd'],
      ...['unknown-meter', 'unknown-meter', 'malformed', 'malformed'],
    ];
    assert.deepEqual(await kinds(batch), reasons);
    assert.deepEqual(await kinds([...batch, ...batch]), [...reasons, ...reasons]);
    const kept = await fixture.sql<{ reason: string; times: number; body: string }[]>`
      select reason, times, body from rejected_reading order by id`;
    assert.deepEqual(kept.map(({ reason }) => reason).sort(), reasons.toSorted());
    assert.ok(kept.every(({ times }) => times === 3));
    assert.deepEqual(new Set(kept.map(({ body }) => body)), new Set(batch.map(({ body }) => body)));
    const { readings } = await everything();
    assert.deepEqual(readings.length, 0);
  });

  test('does not keep the good ones of its batch from being stored', async () => {
    const meter = await fixture.makeMeter();
    const malformed = { reason: 'malformed', message: 'no JSON', source: 'amqp', body: 'a\0b' } as const;
    const outcomes = await intake.take([
      malformed,
      reading(meter, '2026-11-23T12:05Z', 1),
      reading(meter, '2026-11-23T11:00Z', 1),
    ]);
    assert.deepEqual(
      outcomes.map(({ kind }) => kind),
      ['rejected', 'stored', 'stored'],
    );
  });

  test('is what is older than the months that are kept', async () => {
    const meter = await fixture.makeMeter();
    intake = fixture.openIntake({ retentionMonths: 3 });
    assert.deepEqual(
      await kinds([reading(meter, '2026-08-01T00:00Z', 1), reading(meter, '2026-08-01T00:15Z', 1)]),
      ['too-old', 'stored'],
    );
  });
});

test('an event names every hour that changed, in the transaction of the readings', async () => {
  const meter = await fixture.makeMeter({ timeZone: 'Asia/Kathmandu' });
  await intake.take([
    reading(meter, '2026-11-23T10:15Z', 1),
    reading(meter, '2026-11-23T10:30Z', 1),
    reading(meter, '2026-11-23T10:45Z', 1),
  ]);
  const { events } = await everything();
  const siteId = '00000000-0000-4000-8000-000000000001';
  const hour = (time: string) => ({ siteId, meterId: meter, hour: Date.parse(time) });
  assert.deepEqual(
    events.map(({ payload }) => unpackHours(payload)),
    [[hour('2026-11-23T09:15Z'), hour('2026-11-23T10:15Z')]],
  );
});

test('a meter that is deleted takes everything with it, and its readings are unknown from then on', async () => {
  const meter = await fixture.makeMeter();
  const one = reading(meter, '2026-11-23T10:15Z', 1);
  await intake.take([one, { ...one, revision: 1 }]);
  await fixture.sql`delete from meter where meter_id = ${meter}`;
  const { readings, history, hours: totals } = await everything();
  assert.deepEqual([readings.length, history.length, totals.length], [0, 0, 0]);
  assert.deepEqual(await kinds([one]), ['unknown-meter']);
});

test('readings of months that have no partition yet make it, by several processes at once', async () => {
  const meter = await fixture.makeMeter();
  const intakes = [fixture.openIntake(), fixture.openIntake(), fixture.openIntake()];
  const months = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2009, month, 15)));
  await Promise.all(intakes.map((each) => each.take(months.map((month) => reading(meter, month, 1)))));
  const { readings } = await everything();
  assert.equal(readings.length, 12);
});

test('what is rejected makes no partition', async () => {
  const tables = async () => {
    const found = await fixture.sql`select inhrelid from pg_inherits where inhparent = 'reading'::regclass`;
    return found.length;
  };
  const before = await tables();
  assert.deepEqual(await kinds([reading(randomUUID(), '2003-05-01T10:15Z', 100)]), ['unknown-meter']);
  assert.equal(await tables(), before);
});

test('partitions are made also where everybody who has a connection waits for the meters', async () => {
  const { database, bus } = fixture.platform;
  const meter = await fixture.makeMeter();
  const others: Promise<unknown>[] = [];
  // As soon as the batch is looked at, so many begin to wait as the pool has connections.
  const now = () => {
    while (others.length < 10) others.push(fixture.sql.begin((tx) => tx.unsafe(LOCK_METERS_ALONE)));
    return fixture.now;
  };
  const rules = { retentionMonths: 0, ceilingKilowatts: 1_000 };
  const taken = new ReadingIntake({ database, bus, rules, now }).take([
    reading(meter, '2026-11-23T10:15Z', 100),
  ]);
  const late = new Promise((resolve) => setTimeout(resolve, 10_000, 'for ever').unref());
  const outcome = await Promise.race([taken, late]);
  assert.deepEqual(outcome, [{ kind: 'stored' }]);
  await Promise.all(others);
});
