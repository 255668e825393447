import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Code } from '@connectrpc/connect';
import {
  ConsumptionStep,
  ImportedMeterStatus,
  MeterKind,
  ReadingStatus,
} from '../gen/wattlet/v1/meter_pb.js';
import { meterClient, somebody } from './testing/meter-client.ts';
import { failure, MeterSite, sketch } from './testing/meter-site.ts';

const site = new MeterSite();

test("a utility's backend gives meters to its customers by its own ids of them, before they first come", async () => {
  const backend = meterClient(site.fixture, { kind: 'site-backend', siteId: site.siteId });
  const { meter } = await backend.createMeter({ ...sketch('One', 'O-1'), ownerSubject: 'κ-7' });
  assert.equal(meter?.ownerSubject, 'κ-7');
  const header = 'serial,name,time_zone,kind,owner_subject,owner_email';
  const held = await backend.importMeters({
    csv: `${header}\nO-2,Two,UTC,interval,c-8,\nO-3,,UTC,interval,,`,
  });
  assert.equal(held.created, 0);
  const customers = async () =>
    (
      await site.fixture.sql<{ subject: string }[]>`
      select external_subject as subject from account where site_id = ${site.siteId} and external_subject is not null
      order by external_subject`
    ).map(({ subject }) => subject);
  assert.deepEqual(await customers(), ['κ-7']);
  const csv = `${header}\nO-1,One,Europe/Athens,interval,κ-7,\nO-2,Two,UTC,interval,c-8,\nO-3,X,UTC,interval,a,b@c`;
  const { CREATED, UNCHANGED, BAD } = ImportedMeterStatus;
  const { lines } = await backend.importMeters({ csv, partial: true });
  assert.deepEqual(
    lines.map(({ status }) => status),
    [UNCHANGED, CREATED, BAD],
  );
  const meterId = lines[1]?.meterId ?? '';
  assert.equal((await backend.getMeter({ meterId })).meter?.ownerSubject, 'c-8');
  const other = `${header}\nO-2,Two,UTC,interval,c-9,`;
  assert.match((await backend.importMeters({ csv: other })).lines[0]?.reason ?? '', /another owner/);
  const given = await backend.assignMeter({ meterId, ownerSubject: 'κ-7' });
  assert.equal(given.meter?.ownerId, meter?.ownerId);
  assert.deepEqual(await customers(), ['c-8', 'κ-7']);
  const both = { meterId, ownerSubject: 'κ-7', ownerId: site.customer.accountId };
  await assert.rejects(backend.assignMeter(both), failure(Code.InvalidArgument, 'owner_subject'));
  await assert.rejects(
    backend.assignMeter({ meterId, ownerSubject: 'a\u0007' }),
    failure(Code.InvalidArgument, 'owner_subject'),
  );
  const stranger = meterClient(site.fixture, { kind: 'site-backend', siteId: randomUUID() });
  await assert.rejects(stranger.updateMeter({ meterId, name: 'Mine' }), failure(Code.NotFound));
});

test('who gets a meter after somebody else sees nothing of what that one consumed', async () => {
  const backend = meterClient(site.fixture, { kind: 'site-backend', siteId: site.siteId });
  const { meter } = await backend.createMeter({ ...sketch('Flat', 'F-1'), ownerSubject: 'before' });
  const meterId = meter?.meterId ?? '';
  const now = Math.floor(Date.now() / 3_600_000) * 3_600_000;
  site.fixture.now = new Date(now + 5 * 3_600_000);
  const at = (hours: number) => timestampFromDate(new Date(now + hours * 3_600_000));
  // By the database's clock the meter goes to somebody else in the first of these hours, which stays the former's.
  const readings = [-25, 1, 4].map((hours) => ({ meterId, at: at(hours), kilowattHours: 0.1 }));
  await backend.submitReadings({ readings });
  const seen = async (client: typeof backend) => {
    const range = { from: at(-48), to: at(5) };
    const { values } = await client.getConsumption({ meterId, range, step: ConsumptionStep.HOUR });
    return values.map(({ from }) => (Number(from?.seconds) * 1000 - now) / 3_600_000);
  };
  const customerOf = (accountId = '') =>
    meterClient(site.fixture, somebody('customer', { siteId: site.siteId, accountId }));
  assert.deepEqual(await seen(customerOf(meter?.ownerId)), [-26, 0, 3]);
  const { meter: given } = await backend.assignMeter({ meterId, ownerSubject: 'after' });
  assert.ok(given?.ownedSince);
  assert.deepEqual(await seen(customerOf(given.ownerId)), [3]);
  assert.deepEqual(await seen(backend), [-26, 0, 3]);
  await assert.rejects(seen(customerOf(meter?.ownerId)), failure(Code.NotFound));
  // Also where the former owner's account is gone.
  const left = await backend.createMeter({ ...sketch('Left', 'F-2'), ownerSubject: 'gone' });
  await site.fixture.sql`delete from account where account_id = ${left.meter?.ownerId ?? ''}`;
  const heir = await backend.assignMeter({ meterId: left.meter?.meterId ?? '', ownerSubject: 'heir' });
  assert.ok(heir.meter?.ownedSince);
  site.fixture.now = new Date('2026-11-23T12:00:00Z');
});

test('an exchange of the device splits what was consumed, also where readings came before it was noted', async () => {
  const { meter } = await site.administrator.createMeter({
    ...sketch('Cellar', 'OLD'),
    kind: MeterKind.REGISTER,
  });
  const meterId = meter?.meterId ?? '';
  const hour = (time: string) => timestampFromDate(new Date(`2026-11-23T${time}Z`));
  const submit = async (...shown: [string, number][]) => {
    const readings = shown.map(([time, kilowattHours]) => ({ meterId, at: hour(time), kilowattHours }));
    const { results } = await site.administrator.submitReadings({ readings });
    return results.map(({ status }) => status);
  };
  const { STORED, REJECTED } = ReadingStatus;
  assert.deepEqual(await submit(['08:00', 100], ['11:00', 3]), [STORED, REJECTED]);
  const noted = {
    meterId,
    at: hour('10:00'),
    finalWattHours: 104_000n,
    initialWattHours: 1_000n,
    serial: 'NEW',
  };
  const exchanged = await site.administrator.exchangeMeter(noted);
  assert.equal(exchanged.meter?.serial, 'NEW');
  assert.deepEqual(await submit(['11:00', 3]), [STORED]);
  const totals = await site.fixture.sql<{ watt_hours: bigint }[]>`
    select watt_hours from hour_total where meter_id = ${meterId} order by hour`;
  const expected = [0n, 2_000n, 2_000n, 2_000n];
  assert.deepEqual(
    totals.map(({ watt_hours }) => watt_hours),
    expected,
  );
  await assert.rejects(site.administrator.exchangeMeter(noted), failure(Code.AlreadyExists));
  const backwards = { ...noted, at: hour('09:00'), finalWattHours: 99_000n, serial: '' };
  await assert.rejects(
    site.administrator.exchangeMeter(backwards),
    failure(Code.FailedPrecondition, 'went back'),
  );
  // Noted late, between two readings of which the second is of the new device.
  assert.deepEqual(await submit(['12:00', 5]), [STORED]);
  await site.administrator.exchangeMeter({
    ...noted,
    at: hour('11:30'),
    finalWattHours: 3_500n,
    initialWattHours: 4_000n,
    serial: '',
  });
  const [last] = await site.fixture.sql<{ watt_hours: bigint }[]>`
    select watt_hours from hour_total where meter_id = ${meterId} order by hour desc limit 1`;
  assert.equal(last?.watt_hours, 1_500n);
  const { meter: interval } = await site.administrator.createMeter(sketch('No register'));
  await assert.rejects(
    site.administrator.exchangeMeter({ ...noted, meterId: interval?.meterId ?? '', serial: '' }),
    failure(Code.FailedPrecondition),
  );
});
