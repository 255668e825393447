import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { silentLog } from '../platform/testing/silent-log.ts';
import { keepInOrder } from './run-upkeep.ts';
import { type MeterFixture, openMeterFixture, reading } from './testing/meter-fixture.ts';

let fixture: MeterFixture;
before(async () => {
  fixture = await openMeterFixture();
});
after(() => fixture[Symbol.asyncDispose]());

const partitions = async () => {
  const rows = await fixture.sql<{ name: string }[]>`
    select relname as name from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = 'reading'::regclass order by 1`;
  return rows.map(({ name }) => name);
};
const upkeep = (retentionMonths: number) =>
  keepInOrder({
    sql: fixture.sql,
    rules: { retentionMonths, ceilingKilowatts: 1_000 },
    log: silentLog,
    now: () => fixture.now,
  });

test('partitions are there two months ahead, whoever makes them', async () => {
  fixture.now = new Date('2026-11-30T23:59:59Z');
  await Promise.all([upkeep(0), upkeep(0), upkeep(0)]);
  assert.deepEqual(await partitions(), ['reading_2026_11', 'reading_2026_12', 'reading_2027_01']);
});

test('partitions are dropped when they are older than what is kept, and totals stay', async () => {
  fixture.now = new Date('2026-11-15T12:00:00Z');
  const meter = await fixture.makeMeter();
  const intake = fixture.openIntake();
  const times = ['2026-05-15', '2026-06-15', '2026-07-15', '2026-08-15', '2026-11-15'];
  await intake.take(times.map((day) => reading(meter, `${day}T10:00Z`, 100)));
  await intake.take([reading(meter, '2026-05-15T10:00Z', 50, { revision: 1 })]);
  await upkeep(3);
  const kept = await fixture.sql<{ at: Date }[]>`select at from reading order by at`;
  // What is taken begins with August, and July is there for the registers.
  assert.deepEqual(
    kept.map(({ at }) => at.toISOString().slice(0, 10)),
    times.slice(2),
  );
  assert.equal((await fixture.sql`select from reading_history`).length, 0);
  assert.equal((await fixture.sql`select from hour_total`).length, times.length);
  assert.deepEqual(
    await fixture.openIntake({ retentionMonths: 3 }).take([reading(meter, '2026-08-15T11:00Z', 1)]),
    [{ kind: 'stored' }],
  );
});
