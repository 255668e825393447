import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { PLATFORM_SITE_ID } from '../accounts/platform-site.ts';
import { unpackHours } from '../meters/changed-hours.ts';
import type { HoursChanged } from '../meters/events.ts';
import type { ReadingIntake } from '../meters/reading-intake.ts';
import { meterClient, somebody } from '../meters/testing/meter-client.ts';
import { type MeterFixture, openMeterFixture, reading } from '../meters/testing/meter-fixture.ts';
import { silentLog } from '../platform/testing/silent-log.ts';
import { evaluateHours, sweep } from './alert-evaluator.ts';
import { readHeadroom } from './read-headroom.ts';

const MINUTE = 60_000;

let fixture: MeterFixture;
let intake: ReadingIntake;
let administrator: ReturnType<typeof meterClient>;
let [first, next] = ['', ''];
/** Start of the hour that was running when the test began. */
let hour: number;

before(async () => {
  fixture = await openMeterFixture();
  intake = fixture.openIntake();
  const siteId = PLATFORM_SITE_ID;
  const account = async (role: string) => {
    const id = randomUUID();
    await fixture.sql`
      insert into account (site_id, account_id, email, display_name, role) values (${siteId}, ${id}, ${`${id}@example.org`}, ${role}, ${role})`;
    return id;
  };
  [first, next] = await Promise.all([account('customer'), account('customer')]);
  administrator = meterClient(
    fixture,
    somebody('administrator', { siteId, accountId: await account('administrator') }),
  );
});

after(() => fixture[Symbol.asyncDispose]());

beforeEach(() => {
  hour = Math.floor(Date.now() / (60 * MINUTE)) * 60 * MINUTE;
  fixture.now = new Date(hour + 20 * MINUTE);
});

const evaluator = () => ({
  sql: fixture.sql,
  bus: fixture.platform.bus,
  log: silentLog,
  now: () => fixture.now,
});

let position = 0n;

/** Tells the evaluator of everything that is new; time does nothing here. */
async function tell(): Promise<void> {
  const rows = await fixture.sql<{ position: bigint; payload: HoursChanged }[]>`
    select position, payload from outbox where topic = 'hours-changed' and position > ${position} order by position`;
  position = rows.at(-1)?.position ?? position;
  for (const { payload } of rows) await evaluateHours(evaluator(), unpackHours(payload));
}

async function meterOf(ownerId: string, { hourlyLimit }: { hourlyLimit?: number } = {}): Promise<string> {
  const meterId = await fixture.makeMeter(hourlyLimit === undefined ? {} : { hourlyLimit });
  await administrator.assignMeter({ meterId, ownerId });
  // Even if the database's next hour has begun meanwhile.
  await fixture.sql`update meter set owned_since = ${new Date(hour)} where meter_id = ${meterId}`;
  return meterId;
}

const consume = async (meterId: string, wattHours: number) => {
  await intake.take([reading(meterId, new Date(hour + 15 * MINUTE), wattHours)]);
  await tell();
};

const alertsOf = async (meterId: string) => {
  const rows = await fixture.sql<{ rule: string; state: string; owner_id: string | null }[]>`
    select rule, state, owner_id from alert where meter_id = ${meterId} order by started_at, resolved_at nulls last`;
  return rows.map(({ rule, state, owner_id }) => [rule, state, owner_id]);
};

test('a meter that goes to somebody else ends the alert of its former owner at once, and the next one has none', async () => {
  const meterId = await meterOf(first, { hourlyLimit: 1_000 });
  await consume(meterId, 1_500);
  assert.deepEqual(await alertsOf(meterId), [['hourly-limit', 'firing', first]]);
  const headroomOf = (ownerId: string) =>
    readHeadroom(fixture.sql, { siteId: PLATFORM_SITE_ID, ownerId, meterId }, fixture.now);
  assert.equal((await headroomOf(first))[0]?.wattHours, 1_500n);
  await administrator.assignMeter({ meterId, ownerId: next });
  await tell();
  assert.deepEqual(await alertsOf(meterId), [['hourly-limit', 'resolved', first]]);
  assert.deepEqual(await headroomOf(next), []);
  await consume(meterId, 10);
  assert.deepEqual(await alertsOf(meterId), [['hourly-limit', 'resolved', first]]);
});

test('a silent meter that goes to somebody else is no longer shown to its former owner', async () => {
  const meterId = await meterOf(first);
  await consume(meterId, 10);
  fixture.now = new Date(hour + 70 * MINUTE);
  await sweep(evaluator());
  assert.deepEqual(await alertsOf(meterId), [['no-data', 'firing', first]]);
  await administrator.assignMeter({ meterId, ownerId: next });
  await tell();
  assert.deepEqual(await alertsOf(meterId), [
    ['no-data', 'resolved', first],
    ['no-data', 'firing', next],
  ]);
});

test('a limit that is taken away ends its alert, and one below what is used begins one, without a reading', async () => {
  const meterId = await meterOf(first, { hourlyLimit: 1_000 });
  await consume(meterId, 1_500);
  await administrator.updateMeter({ meterId, hourlyLimitWattHours: 0n });
  await tell();
  assert.deepEqual(await alertsOf(meterId), [['hourly-limit', 'resolved', first]]);
  await administrator.updateMeter({ meterId, hourlyLimitWattHours: 1_200n });
  await tell();
  assert.deepEqual(await alertsOf(meterId), [
    ['hourly-limit', 'resolved', first],
    ['hourly-limit', 'firing', first],
  ]);
});
