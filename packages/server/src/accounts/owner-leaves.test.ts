import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { HOLD_METERS } from '../meters/meter-lock.ts';
import { eventually } from '../platform/testing/eventually.ts';
import { removeUser } from './manage-users.ts';
import { type AccountFixture, createAccountFixture } from './testing/account-fixture.ts';
import { PASSWORD, signUp } from './testing/sign-up.ts';

let fixture: AccountFixture;
before(async () => {
  fixture = await createAccountFixture();
});
after(() => fixture[Symbol.asyncDispose]());

/** Somebody with a meter. */
async function owner() {
  const { browser, account } = await signUp(fixture);
  const { id: accountId, siteId } = account;
  const [meter] = await fixture.sql<[{ meter_id: string }]>`
    insert into meter (site_id, name, serial, time_zone, kind, interval_minutes, owner_id)
    values (${siteId}, 'Kitchen', ${accountId}, 'Europe/Athens', 'register', 15, ${accountId}) returning meter_id`;
  return { browser, user: { siteId, accountId }, meterId: meter.meter_id };
}

/** Lets a deletion begin while intake holds the meters, which then takes the row of one. */
async function takeReadingsMeanwhile(meterId: string, remove: () => Promise<unknown>): Promise<void> {
  const { sql } = fixture;
  const removing = await sql.begin(async (intake) => {
    await intake.unsafe(HOLD_METERS);
    const removed = remove();
    // Who is deadlocked rejects before anybody awaits it.
    removed.catch(() => undefined);
    await eventually(async () => {
      const rows = await sql`
        select from pg_locks where locktype = 'advisory' and not granted
          and database = (select oid from pg_database where datname = current_database())`;
      return rows.length > 0 || undefined;
    });
    await intake`set local lock_timeout = '500ms'`;
    await intake`select from meter where meter_id = ${meterId} for no key update`;
    return { removed };
  });
  await removing.removed;
  const [meter] = await sql`select owner_id from meter where meter_id = ${meterId}`;
  assert.deepEqual({ ...meter }, { owner_id: null });
}

test('somebody with a meter deletes their account while readings are stored, and neither waits for the other in a circle', async () => {
  const { browser, meterId } = await owner();
  await takeReadingsMeanwhile(meterId, () => browser.accounts.deleteAccount({ confirmation: PASSWORD }));
});

test('an administrator deletes somebody with a meter while readings are stored, and neither waits for the other in a circle', async () => {
  const { user, meterId } = await owner();
  const manager = { accountId: user.accountId, role: 'operator' } as const;
  await takeReadingsMeanwhile(meterId, () => removeUser(fixture.sql, { user, manager }));
});
