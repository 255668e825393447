import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Code } from '@connectrpc/connect';
import { PLATFORM_SITE_ID } from '../accounts/platform-site.ts';
import { MeterKind, ReadingStatus, RejectionReason } from '../gen/wattlet/v1/meter_pb.js';
import { meterClient, somebody } from './testing/meter-client.ts';
import { failure, MeterSite, sketch } from './testing/meter-site.ts';

const site = new MeterSite();

test('readings are sent for own meters with a token, and for those of the site by who manages it', async () => {
  const { meter } = await site.administrator.createMeter({
    ...sketch('Mine'),
    ownerId: site.customer.accountId,
  });
  const { meter: foreign } = await site.administrator.createMeter(sketch('Not mine'));
  const at = timestampFromDate(new Date('2026-11-23T11:00Z'));
  const readings = [meter, foreign].map((each) => ({ meterId: each?.meterId ?? '', at, kilowattHours: 0.1 }));
  const session = meterClient(site.fixture, somebody('customer', site.customer));
  await assert.rejects(
    session.submitReadings({ readings }),
    failure(Code.PermissionDenied, 'submit_readings'),
  );
  const statuses = async (client: typeof session) =>
    (await client.submitReadings({ readings })).results.map(({ status }) => status);
  const script = meterClient(site.fixture, somebody('customer', site.customer, { via: 'access-token' }));
  assert.deepEqual(await statuses(script), [ReadingStatus.STORED, ReadingStatus.REJECTED]);
  assert.equal(
    (await site.fixture.sql`select from rejected_reading where site_id = ${site.siteId}`).length,
    0,
  );
  const backend = meterClient(site.fixture, { kind: 'site-backend', siteId: site.siteId });
  assert.deepEqual(await statuses(backend), [ReadingStatus.DUPLICATE, ReadingStatus.STORED]);
  assert.deepEqual(await statuses(site.administrator), [ReadingStatus.DUPLICATE, ReadingStatus.DUPLICATE]);
  const stranger = meterClient(site.fixture, { kind: 'site-backend', siteId: randomUUID() });
  await site.fixture
    .sql`insert into site (site_id, name, publishable_key) values (${randomUUID()}, 'Other', 'x')`;
  await assert.rejects(statuses(stranger), failure(Code.Internal));
});

test('a rejected reading is listed and counted, and leaves the list when it can be taken', async () => {
  const operator = meterClient(site.fixture, { kind: 'operator' });
  const backend = meterClient(site.fixture, { kind: 'site-backend', siteId: site.siteId });
  await site.fixture.sql`delete from rejected_reading`;
  const meterId = randomUUID();
  const at = timestampFromDate(new Date('2026-11-23T11:00Z'));
  await backend.submitReadings({
    readings: [
      { meterId, at, kilowattHours: 0.25 },
      { meterId, at, kilowattHours: Number.NaN },
    ],
  });
  const { readings, counts } = await operator.listRejectedReadings({});
  assert.deepEqual(
    counts.map(({ reason, count }) => [reason, count]),
    [
      [RejectionReason.MALFORMED, 1n],
      [RejectionReason.UNKNOWN_METER, 1n],
    ],
  );
  const first = await operator.listRejectedReadings({ pageSize: 1 });
  const second = await operator.listRejectedReadings({ pageSize: 1, pageToken: first.nextPageToken });
  assert.deepEqual([...first.readings, ...second.readings], readings);
  assert.equal(second.nextPageToken, '');
  const unknown = await operator.listRejectedReadings({ reason: RejectionReason.UNKNOWN_METER });
  const id = unknown.readings[0]?.id ?? 0n;
  const again = await operator.retryRejectedReading({ id });
  assert.equal(again.result?.reason, RejectionReason.UNKNOWN_METER);
  await backend.createMeter({ ...sketch('New'), meterId });
  assert.equal((await operator.retryRejectedReading({ id })).result?.status, ReadingStatus.STORED);
  await assert.rejects(operator.retryRejectedReading({ id }), failure(Code.NotFound));
  assert.equal((await operator.listRejectedReadings({})).readings.length, 1);
});

test("what the platform's own administrator sent for a meter of a utility is not taken by trying it again", async () => {
  const [siteId, meterId, accountId] = [PLATFORM_SITE_ID, randomUUID(), randomUUID()];
  await site.fixture.sql`
    insert into account (site_id, account_id, email, display_name, role)
    values (${siteId}, ${accountId}, ${`${accountId}@example.org`}, 'Ops', 'administrator')`;
  const ours = meterClient(site.fixture, somebody('administrator', { siteId, accountId }));
  await site.fixture.sql`delete from rejected_reading`;
  await site.administrator.createMeter({ ...sketch('Of the utility'), meterId });
  const at = timestampFromDate(new Date('2026-11-23T11:00Z'));
  const sent = await ours.submitReadings({ readings: [{ meterId, at, kilowattHours: 0.25 }] });
  assert.equal(sent.results[0]?.reason, RejectionReason.UNKNOWN_METER);
  const { readings } = await ours.listRejectedReadings({});
  const again = await ours.retryRejectedReading({ id: readings[0]?.id ?? 0n });
  assert.equal(again.result?.reason, RejectionReason.UNKNOWN_METER);
  assert.equal((await site.fixture.sql`select from reading where meter_id = ${meterId}`).length, 0);
});

test('a device that only knows its serial is known by it on its own site, and no other', async () => {
  const backend = meterClient(site.fixture, { kind: 'site-backend', siteId: site.siteId });
  const reading = (meterId: string, hour: number) => ({
    meterId,
    at: timestampFromDate(new Date(Date.UTC(2026, 10, 23, hour))),
    kilowattHours: hour,
  });
  const { results } = await backend.submitReadings({ readings: [reading('GR 7', 8)] });
  assert.match(results[0]?.message ?? '', /has no meter GR 7/);
  // Another utility's meter of the same serial takes nothing of it.
  const operator = meterClient(site.fixture, { kind: 'operator' });
  await operator.createMeter({ ...sketch('Foreign', 'GR 7'), kind: MeterKind.REGISTER });
  const { meter } = await backend.createMeter({ ...sketch('Own', 'GR 7'), kind: MeterKind.REGISTER });
  const meterId = meter?.meterId ?? '';
  const unknown = await operator.listRejectedReadings({ reason: RejectionReason.UNKNOWN_METER });
  const rejected = unknown.readings.find(({ body }) => body.includes('GR 7'));
  const retried = await operator.retryRejectedReading({ id: rejected?.id ?? 0n });
  assert.equal(retried.result?.status, ReadingStatus.STORED);
  // One register, however a batch names it.
  const mixed = await backend.submitReadings({ readings: [reading(meterId, 9), reading('GR 7', 10)] });
  assert.deepEqual(
    mixed.results.map(({ status }) => status),
    [ReadingStatus.STORED, ReadingStatus.STORED],
  );
  const totals = await site.fixture.sql<{ watt_hours: bigint }[]>`
    select watt_hours from hour_total where meter_id = ${meterId} order by hour`;
  assert.deepEqual(
    totals.map(({ watt_hours }) => watt_hours),
    [0n, 1_000n, 1_000n],
  );
  await backend.updateMeter({ meterId, serial: 'GR 8' });
  const renamed = await backend.submitReadings({ readings: [reading('GR 7', 11), reading('GR 8', 11)] });
  assert.deepEqual(
    renamed.results.map(({ status }) => status),
    [ReadingStatus.REJECTED, ReadingStatus.STORED],
  );
});
