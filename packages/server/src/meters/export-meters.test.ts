import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PLATFORM_SITE_ID } from '../accounts/platform-site.ts';
import { exportAlerts } from '../alerts/export-alerts.ts';
import { exportMeters } from './export-meters.ts';
import { type MeterFixture, openMeterFixture, reading } from './testing/meter-fixture.ts';

let fixture: MeterFixture;
before(async () => {
  fixture = await openMeterFixture();
});
after(() => fixture[Symbol.asyncDispose]());

async function addOwner(name: string): Promise<{ siteId: string; accountId: string }> {
  const [row] = await fixture.sql<{ account_id: string }[]>`
    insert into account (site_id, email, email_verified, display_name, role)
    values (${PLATFORM_SITE_ID}, ${`${name}@example.gr`}, true, ${name}, 'customer') returning account_id`;
  assert.ok(row);
  return { siteId: PLATFORM_SITE_ID, accountId: row.account_id };
}

async function give(meterId: string, accountId: string): Promise<void> {
  await fixture.sql`update meter set owner_id = ${accountId} where meter_id = ${meterId}`;
}

/** Four intervals from an hour of 21 November 2026 on. */
async function consume(meterId: string, hour: number, wattHours: number): Promise<void> {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, hour, minute));
  await fixture.openIntake().take([15, 30, 45, 60].map((minute) => reading(meterId, at(minute), wattHours)));
}

test('an export has the meters of their owner with what was consumed while they are theirs, and no others', async () => {
  const [maria, nikos] = [await addOwner('maria'), await addOwner('nikos')];
  const meterId = await fixture.makeMeter({ hourlyLimit: 2_000 });
  const other = await fixture.makeMeter();
  await give(meterId, maria.accountId);
  await give(other, nikos.accountId);
  await consume(meterId, 10, 100);
  await consume(meterId, 11, 200);
  await consume(other, 11, 999);

  const [meter, ...more] = await exportMeters(fixture.sql, maria);
  assert.deepEqual(more, []);
  assert.deepEqual(
    [meter?.meter_id, meter?.['name'], meter?.['hourly_limit_watt_hours'], meter?.left_out],
    [meterId, 'Meter', 2_000, []],
  );
  assert.deepEqual(meter?.hours, [
    { hour: '2026-11-21T11:00:00+00:00', watt_hours: 800, known_minutes: 60 },
    { hour: '2026-11-21T10:00:00+00:00', watt_hours: 400, known_minutes: 60 },
  ]);
  assert.equal(meter?.readings.length, 8);
  assert.deepEqual(meter?.readings[0], { at: '2026-11-21T12:00:00+00:00', watt_hours: 200 });
  assert.ok(JSON.stringify(meter).length > 0, 'is JSON');

  // The next owner finds nothing of the hours before.
  await give(meterId, nikos.accountId);
  await fixture.sql`update meter set owned_since = '2026-11-21T11:00Z' where meter_id = ${meterId}`;
  assert.deepEqual(await exportMeters(fixture.sql, maria), []);
  const theirs = (await exportMeters(fixture.sql, nikos)).find((each) => each.meter_id === meterId);
  assert.deepEqual(theirs?.hours, [
    { hour: '2026-11-21T11:00:00+00:00', watt_hours: 800, known_minutes: 60 },
  ]);
  assert.equal(theirs?.readings.length, 4);
});

test('of more than an export carries it has the newest, of each meter as many, and says so', async () => {
  const owner = await addOwner('eleni');
  const meters = [await fixture.makeMeter(), await fixture.makeMeter()];
  for (const meterId of meters) await give(meterId, owner.accountId);
  const [long = '', short = ''] = meters;
  for (const hour of [8, 9, 10]) await consume(long, hour, 100);
  await consume(short, 8, 100);
  const exported = await exportMeters(fixture.sql, owner, 8);
  const hoursOf = (meterId: string) => exported.find((each) => each.meter_id === meterId);
  assert.deepEqual(hoursOf(long)?.left_out, ['readings']);
  assert.deepEqual(
    hoursOf(long)?.readings.map(({ at }) => at.slice(11, 16)),
    ['11:00', '10:45', '10:30', '10:15'],
  );
  assert.deepEqual(hoursOf(short)?.left_out, []);
});

test('an export has the alerts of meters that were their owner’s when they began', async () => {
  const [maria, nikos] = [await addOwner('maria.a'), await addOwner('nikos.a')];
  const meterId = await fixture.makeMeter();
  await fixture.sql`
    insert into alert (site_id, meter_id, rule, state, sequence, owner_id, started_at, acknowledged_at, acknowledged_by,
      resolved_at, first_hour, hour, limit_watt_hours, watt_hours, peak_watt_hours)
    select ${PLATFORM_SITE_ID}, ${meterId}, 'hourly-limit', 'resolved', row_number() over (), owner, at, at, owner,
      at, at, at, 2000, 2500, 3000
    from unnest(${[maria.accountId, nikos.accountId]}::uuid[]) owner, (values ('2026-11-20T10:00Z'::timestamptz)) t (at)`;
  const alerts = await exportAlerts(fixture.sql, maria);
  assert.equal(alerts.length, 1);
  assert.deepEqual(
    [alerts[0]?.['meter_id'], alerts[0]?.['acknowledged_by_owner'], alerts[0]?.['peak_watt_hours']],
    [meterId, true, 3_000],
  );
  assert.ok(JSON.stringify(alerts).includes('hourly-limit'), 'is JSON');
});
