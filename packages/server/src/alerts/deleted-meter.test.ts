import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPlatform, type Platform } from '../accounts/open-platform.ts';
import { PLATFORM_SITE_ID } from '../accounts/platform-site.ts';
import { removeMeter } from '../meters/meter-administration.ts';
import { type MeterFixture, openMeterFixture } from '../meters/testing/meter-fixture.ts';
import { eventually } from '../platform/testing/eventually.ts';
import { silentLog } from '../platform/testing/silent-log.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { evaluateMeters } from './evaluate-meters.ts';
import { makeFiringAlert } from './testing/make-firing-alert.ts';

const siteId = PLATFORM_SITE_ID;

let fixture: MeterFixture;
/** As another process has it. */
let other: Platform;
before(async () => {
  fixture = await openMeterFixture();
  other = openPlatform({ url: fixture.url, log: silentLog });
});
after(async () => {
  await other.close();
  await fixture[Symbol.asyncDispose]();
});

/** Somebody with an alert that fires. */
async function makeAlert() {
  const { sql } = fixture;
  const [account] = await sql<[{ account_id: string }]>`
    insert into account (site_id, external_subject, display_name, role)
    values (${siteId}, gen_random_uuid()::text, 'Eleni', 'customer') returning account_id`;
  const alertId = await makeFiringAlert(sql, { siteId, accountId: account.account_id });
  const [alert] = await sql<[{ meter_id: string; hour: Date }]>`
    select meter_id, hour from alert where alert_id = ${alertId}`;
  return { alertId, accountId: account.account_id, meterId: alert.meter_id, hour: alert.hour };
}

/** Begins to change an alert, then to delete its meter, while both must wait: the change is first in the queue. */
async function changeAndDelete(meterId: string, change: () => Promise<unknown>): Promise<void> {
  const { sql } = fixture;
  const waiting = (count: number) =>
    eventually(async () => {
      const rows = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      return rows.length === count || undefined;
    });
  const both = await sql.begin(async (tx) => {
    await tx`select from alert_feed where site_id = ${siteId} for update`;
    const changed = change();
    await waiting(1);
    const manager = { siteId: undefined, ownerId: undefined, ownSiteId: siteId, actorId: undefined };
    const deleted = removeMeter(other.database.sql, { meterId, manager });
    await waiting(2);
    return { settled: Promise.allSettled([changed, deleted]) };
  });
  for (const each of await both.settled) if (each.status === 'rejected') throw each.reason;
  assert.equal((await sql`select from alert where meter_id = ${meterId}`).length, 0);
}

test('an alert is acknowledged while its meter is deleted, and neither waits for the other in a circle', async () => {
  const { alertId, accountId, meterId } = await makeAlert();
  const view = { siteId, ownerId: accountId };
  const parts = { sql: fixture.sql, bus: fixture.platform.bus };
  await changeAndDelete(meterId, () =>
    acknowledgeAlert(parts, { view, alertId, accountId, now: fixture.now }),
  );
});

test('an alert that is over is amended while its meter is deleted, and neither waits for the other in a circle', async () => {
  const { alertId, meterId, hour } = await makeAlert();
  await fixture.sql`
    update alert set state = 'resolved', resolved_at = now(), check_at = null where alert_id = ${alertId}`;
  await fixture.sql`
    insert into hour_total (site_id, meter_id, hour, watt_hours, known_minutes, day)
    values (${siteId}, ${meterId}, ${hour}, 3000, 60, '2026-01-14')`;
  const parts = { sql: fixture.sql, bus: fixture.platform.bus, log: silentLog };
  const amended = [{ siteId, meterId, hour }];
  await changeAndDelete(meterId, () => evaluateMeters(parts, { meters: [], amended }, fixture.now));
});
