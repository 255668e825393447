import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError } from '@connectrpc/connect';
import {
  ConsumptionStep,
  ImportedMeterStatus,
  MeterKind,
  ReadingStatus,
  RejectionReason,
} from '../gen/wattlet/v1/meter_pb.js';
import { meterClient, somebody } from './testing/meter-client.ts';
import { type MeterFixture, openMeterFixture } from './testing/meter-fixture.ts';

let fixture: MeterFixture;
let siteId: string;
let customer: { siteId: string; accountId: string };
let administrator: ReturnType<typeof meterClient>;
before(async () => {
  fixture = await openMeterFixture();
});
after(() => fixture[Symbol.asyncDispose]());
beforeEach(async () => {
  siteId = randomUUID();
  await fixture.sql`insert into site (site_id, name, publishable_key) values (${siteId}, 'Utility', ${siteId})`;
  customer = await account('customer', 'Maria');
  administrator = meterClient(fixture, somebody('administrator', await account('administrator', 'Boss')));
});

async function account(role: string, name: string): Promise<{ siteId: string; accountId: string }> {
  const accountId = randomUUID();
  await fixture.sql`
    insert into account (site_id, account_id, email, display_name, role)
    values (${siteId}, ${accountId}, ${`${name}.${accountId}@example.org`}, ${name}, ${role})`;
  return { siteId, accountId };
}

const sketch = (name: string, serial: string = randomUUID()) => ({
  name,
  serial,
  timeZone: 'Europe/Athens',
  kind: MeterKind.INTERVAL,
});

const failure = (code: Code, reason?: string) => (error: unknown) => {
  assert.ok(error instanceof ConnectError, String(error));
  assert.equal(Code[error.code], Code[code], error.message);
  if (reason !== undefined) assert.match(error.rawMessage, new RegExp(reason));
  return true;
};

const auditLog = async () => {
  const rows = await fixture.sql<{ action: string; detail: unknown }[]>`
    select action, detail from audit_entry where site_id = ${siteId} order by entry_id`;
  return rows.map(({ action, detail }) => [action, detail]);
};

test('a meter is made, changed, given, taken back and deleted, and all of it is written down', async () => {
  const { meter } = await administrator.createMeter({
    ...sketch('Cellar', 'A-1'),
    hourlyLimitWattHours: 2_000n,
  });
  assert.ok(meter);
  const { meterId } = meter;
  assert.deepEqual([meter.intervalMinutes, meter.warningPercent, meter.ownerId], [15, 80, '']);
  const changed = await administrator.updateMeter({ meterId, name: 'Attic', hourlyLimitWattHours: 0n });
  assert.deepEqual([changed.meter?.name, changed.meter?.hourlyLimitWattHours], ['Attic', undefined]);
  await administrator.updateMeter({ meterId, name: 'Attic' });
  const given = await administrator.assignMeter({ meterId, ownerId: customer.accountId });
  assert.deepEqual([given.meter?.ownerId, given.meter?.ownerName], [customer.accountId, 'Maria']);
  await administrator.assignMeter({ meterId });
  await administrator.deleteMeter({ meterId });
  await assert.rejects(administrator.getMeter({ meterId }), failure(Code.NotFound));
  assert.deepEqual(await auditLog(), [
    ['meter.created', {}],
    ['meter.updated', { fields: ['name', 'hourly_limit'] }],
    ['meter.assigned', { from: '', to: customer.accountId }],
    ['meter.assigned', { from: customer.accountId, to: '' }],
    ['meter.deleted', {}],
  ]);
});

test('a serial is taken once on a site, and owners are of the site', async () => {
  await administrator.createMeter(sketch('One', 'S-1'));
  const { meter } = await administrator.createMeter(sketch('Two', 'S-2'));
  await assert.rejects(administrator.createMeter(sketch('Three', 'S-1')), failure(Code.AlreadyExists, 'S-1'));
  const meterId = meter?.meterId ?? '';
  await assert.rejects(administrator.updateMeter({ meterId, serial: 'S-1' }), failure(Code.AlreadyExists));
  const elsewhere = { ownerId: randomUUID() };
  await assert.rejects(
    administrator.assignMeter({ meterId, ...elsewhere }),
    failure(Code.NotFound, 'no user'),
  );
  await assert.rejects(
    administrator.createMeter({ ...sketch('Four'), ...elsewhere }),
    failure(Code.NotFound),
  );
  await assert.rejects(
    administrator.createMeter({ ...sketch('Five'), timeZone: 'Europe/Nowhere' }),
    failure(Code.InvalidArgument, 'time zone'),
  );
});

test('pages of a list hold every meter once, also where names are the same and long', async () => {
  const names = [
    ...Array.from({ length: 7 }, () => 'Same'),
    'Ελλάδα '.repeat(14),
    '🌞'.repeat(100),
    'a',
    'Z',
  ];
  for (const name of names) await administrator.createMeter(sketch(name));
  const seen: string[] = [];
  let pageToken = '';
  do {
    const page = await administrator.listMeters({ pageSize: 1, pageToken });
    assert.ok(page.meters.length <= 1);
    seen.push(...page.meters.map(({ meterId }) => meterId));
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  assert.equal(seen.length, names.length);
  assert.equal(new Set(seen).size, names.length);
  await assert.rejects(administrator.listMeters({ pageToken: 'made up' }), failure(Code.InvalidArgument));
});

test('a search looks at name, serial, address and owner, and takes % and _ as they are', async () => {
  await administrator.createMeter({ ...sketch('Cellar 100%', 'SN_1'), address: 'Main Street 5' });
  await administrator.createMeter({ ...sketch('Attic', 'SNX1'), ownerId: customer.accountId });
  const find = async (search: string) =>
    (await administrator.listMeters({ search })).meters.map(({ name }) => name);
  assert.deepEqual(await find('cellar'), ['Cellar 100%']);
  assert.deepEqual(await find('sn_1'), ['Cellar 100%']);
  assert.deepEqual(await find('0%'), ['Cellar 100%']);
  assert.deepEqual(await find('main st'), ['Cellar 100%']);
  assert.deepEqual(await find('MARIA'), ['Attic']);
  assert.deepEqual(await find('nothing'), []);
});

test('customers see their own meters, agents those of the site', async () => {
  await administrator.createMeter(sketch('Of nobody'));
  const { meter } = await administrator.createMeter({ ...sketch('Mine'), ownerId: customer.accountId });
  const own = meterClient(fixture, somebody('customer', customer));
  const agent = meterClient(fixture, somebody('agent', await account('agent', 'Helper')));
  const backend = meterClient(fixture, { kind: 'site-backend', siteId });
  const namesOf = async (client: typeof own) => (await client.listMeters({})).meters.map(({ name }) => name);
  assert.deepEqual(await namesOf(own), ['Mine']);
  assert.deepEqual(await namesOf(agent), ['Mine', 'Of nobody']);
  assert.deepEqual(await namesOf(backend), ['Mine', 'Of nobody']);
  const other = meterClient(fixture, somebody('customer', await account('customer', 'Other')));
  assert.deepEqual((await other.listMeters({ ownerId: customer.accountId })).meters, []);
  await assert.rejects(other.getMeter({ meterId: meter?.meterId ?? '' }), failure(Code.NotFound));
});

test('readings are sent for own meters with a token, and for those of the site by who manages it', async () => {
  const { meter } = await administrator.createMeter({ ...sketch('Mine'), ownerId: customer.accountId });
  const { meter: foreign } = await administrator.createMeter(sketch('Not mine'));
  const at = timestampFromDate(new Date('2026-11-23T11:00Z'));
  const readings = [meter, foreign].map((each) => ({ meterId: each?.meterId ?? '', at, kilowattHours: 0.1 }));
  const session = meterClient(fixture, somebody('customer', customer));
  await assert.rejects(
    session.submitReadings({ readings }),
    failure(Code.PermissionDenied, 'submit_readings'),
  );
  const statuses = async (client: typeof session) =>
    (await client.submitReadings({ readings })).results.map(({ status }) => status);
  const script = meterClient(fixture, somebody('customer', customer, { via: 'access-token' }));
  assert.deepEqual(await statuses(script), [ReadingStatus.STORED, ReadingStatus.REJECTED]);
  assert.equal((await fixture.sql`select from rejected_reading where site_id = ${siteId}`).length, 0);
  const backend = meterClient(fixture, { kind: 'site-backend', siteId });
  assert.deepEqual(await statuses(backend), [ReadingStatus.DUPLICATE, ReadingStatus.STORED]);
  assert.deepEqual(await statuses(administrator), [ReadingStatus.DUPLICATE, ReadingStatus.DUPLICATE]);
  const stranger = meterClient(fixture, { kind: 'site-backend', siteId: randomUUID() });
  await fixture.sql`insert into site (site_id, name, publishable_key) values (${randomUUID()}, 'Other', 'x')`;
  await assert.rejects(statuses(stranger), failure(Code.Internal));
});

test('a rejected reading is listed and counted, and leaves the list when it can be taken', async () => {
  const operator = meterClient(fixture, { kind: 'operator' });
  const backend = meterClient(fixture, { kind: 'site-backend', siteId });
  await fixture.sql`delete from rejected_reading`;
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

test('a device that only knows its serial is known by it on its own site, and no other', async () => {
  const backend = meterClient(fixture, { kind: 'site-backend', siteId });
  const reading = (meterId: string, hour: number) => ({
    meterId,
    at: timestampFromDate(new Date(Date.UTC(2026, 10, 23, hour))),
    kilowattHours: hour,
  });
  const { results } = await backend.submitReadings({ readings: [reading('GR 7', 8)] });
  assert.match(results[0]?.message ?? '', /has no meter GR 7/);
  // Another utility's meter of the same serial takes nothing of it.
  const operator = meterClient(fixture, { kind: 'operator' });
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
  const totals = await fixture.sql<{ watt_hours: bigint }[]>`
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

test('an import answers for each line, and makes all of them or none unless told otherwise', async () => {
  const [row] = await fixture.sql<{ email: string }[]>`
    select email from account where account_id = ${customer.accountId}`;
  const csv = [
    'serial,name,time_zone,kind,hourly_limit_kwh,owner_email',
    `I-1,"Cellar, left",Europe/Athens,interval,2.5,${row?.email.toUpperCase()}`,
    'I-2,,Europe/Athens,interval,,',
    '',
    'I-3,Attic,Europe/Nowhere,register,,',
    'I-1,Again,Europe/Athens,interval,,',
    'I-4,Roof,Europe/Athens,register,,nobody@example.org',
    'I-5,Barn,UTC,register,,',
    'I-6,Short,UTC',
  ].join('\r\n');
  const { BAD, HELD_BACK, CREATED, UNCHANGED } = ImportedMeterStatus;
  const none = await administrator.importMeters({ csv });
  assert.deepEqual(
    none.lines.map(({ line, status }) => [line, status]),
    [
      [2, HELD_BACK],
      [3, BAD],
      [5, BAD],
      [6, BAD],
      [7, BAD],
      [8, HELD_BACK],
      [9, BAD],
    ],
  );
  assert.deepEqual([none.created, none.bad], [0, 5]);
  assert.deepEqual((await administrator.listMeters({})).meters, []);
  const some = await administrator.importMeters({ csv, partial: true });
  assert.deepEqual([some.created, some.bad], [2, 5]);
  const { meters } = await administrator.listMeters({});
  assert.deepEqual(
    meters.map(({ serial, name, hourlyLimitWattHours, ownerId }) => [
      serial,
      name,
      hourlyLimitWattHours,
      ownerId,
    ]),
    [
      ['I-5', 'Barn', undefined, ''],
      ['I-1', 'Cellar, left', 2_500n, customer.accountId],
    ],
  );
  const again = await administrator.importMeters({ csv, partial: true });
  assert.deepEqual(
    again.lines.map(({ status }) => status),
    [UNCHANGED, BAD, BAD, BAD, BAD, UNCHANGED, BAD],
  );
  const [created] = some.lines;
  assert.deepEqual([created?.status, created?.meterId], [CREATED, again.lines[0]?.meterId]);
  const differs = await administrator.importMeters({
    csv: 'serial,name,time_zone,kind\nI-5,Stable,UTC,register',
  });
  assert.match(differs.lines[0]?.reason ?? '', /another name/);
  for (const bad of [
    '',
    'name\nx',
    'serial,name,time_zone,kind,colour\n',
    'serial,name,time_zone,kind,Name\n',
    'serial,name,time_zone,kind\n"I-7,a',
  ])
    await assert.rejects(administrator.importMeters({ csv: bad }), failure(Code.InvalidArgument, 'csv'));
  const log = await auditLog();
  assert.deepEqual(log, [['meter.imported', { created: 2 }]]);
});

test('a meter has the id that it was made with, and nobody on any site makes another of that id', async () => {
  const meterId = randomUUID();
  const { meter } = await administrator.createMeter({ ...sketch('Chosen'), meterId: meterId.toUpperCase() });
  assert.equal(meter?.meterId, meterId);
  const operator = meterClient(fixture, { kind: 'operator' });
  await assert.rejects(
    operator.createMeter({ ...sketch('Stolen'), meterId }),
    failure(Code.AlreadyExists, meterId),
  );
  const header = 'serial,name,time_zone,kind,meter_id';
  const stolen = await operator.importMeters({ csv: `${header}\nX-1,Stolen,UTC,interval,${meterId}` });
  assert.match(stolen.lines[0]?.reason ?? '', /another meter has it/);
  const own = randomUUID();
  const csv = [header, `X-1,A,UTC,interval,${own}`, `X-2,B,UTC,interval,${own}`, 'X-3,C,UTC,interval,x'];
  const { lines } = await administrator.importMeters({ csv: csv.join('\n'), partial: true });
  assert.deepEqual(
    lines.map(({ meterId: id, reason }) => id || reason),
    [own, 'meter_id: line 2 has it already', 'meter_id: is a UUID'],
  );
  const again = await administrator.importMeters({ csv: csv.slice(0, 2).join('\n') });
  assert.equal(again.lines[0]?.status, ImportedMeterStatus.UNCHANGED);
});

test("a utility's backend gives meters to its customers by its own ids of them, before they first come", async () => {
  const backend = meterClient(fixture, { kind: 'site-backend', siteId });
  const { meter } = await backend.createMeter({ ...sketch('One', 'O-1'), ownerSubject: 'κ-7' });
  assert.equal(meter?.ownerSubject, 'κ-7');
  const header = 'serial,name,time_zone,kind,owner_subject,owner_email';
  const held = await backend.importMeters({
    csv: `${header}\nO-2,Two,UTC,interval,c-8,\nO-3,,UTC,interval,,`,
  });
  assert.equal(held.created, 0);
  const customers = async () =>
    (
      await fixture.sql<{ subject: string }[]>`
      select external_subject as subject from account where site_id = ${siteId} and external_subject is not null
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
  const both = { meterId, ownerSubject: 'κ-7', ownerId: customer.accountId };
  await assert.rejects(backend.assignMeter(both), failure(Code.InvalidArgument, 'owner_subject'));
  await assert.rejects(
    backend.assignMeter({ meterId, ownerSubject: 'a\u0007' }),
    failure(Code.InvalidArgument, 'owner_subject'),
  );
  const stranger = meterClient(fixture, { kind: 'site-backend', siteId: randomUUID() });
  await assert.rejects(stranger.updateMeter({ meterId, name: 'Mine' }), failure(Code.NotFound));
});

test('who gets a meter after somebody else sees nothing of what that one consumed', async () => {
  const backend = meterClient(fixture, { kind: 'site-backend', siteId });
  const { meter } = await backend.createMeter({ ...sketch('Flat', 'F-1'), ownerSubject: 'before' });
  const meterId = meter?.meterId ?? '';
  const now = Math.floor(Date.now() / 3_600_000) * 3_600_000;
  fixture.now = new Date(now + 5 * 3_600_000);
  const at = (hours: number) => timestampFromDate(new Date(now + hours * 3_600_000));
  // By the database's clock the meter goes to somebody else in the first of these hours, which stays the former's.
  const readings = [-25, 1, 4].map((hours) => ({ meterId, at: at(hours), kilowattHours: 0.1 }));
  await backend.submitReadings({ readings });
  const seen = async (client: typeof backend) => {
    const range = { from: at(-48), to: at(5) };
    const { values } = await client.getConsumption({ meterId, range, step: ConsumptionStep.HOUR });
    return values.map(({ from }) => (Number(from?.seconds) * 1000 - now) / 3_600_000);
  };
  const customerOf = (accountId = '') => meterClient(fixture, somebody('customer', { siteId, accountId }));
  assert.deepEqual(await seen(customerOf(meter?.ownerId)), [-26, 0, 3]);
  const { meter: given } = await backend.assignMeter({ meterId, ownerSubject: 'after' });
  assert.ok(given?.ownedSince);
  assert.deepEqual(await seen(customerOf(given.ownerId)), [3]);
  assert.deepEqual(await seen(backend), [-26, 0, 3]);
  await assert.rejects(seen(customerOf(meter?.ownerId)), failure(Code.NotFound));
  // Also where the former owner's account is gone.
  const left = await backend.createMeter({ ...sketch('Left', 'F-2'), ownerSubject: 'gone' });
  await fixture.sql`delete from account where account_id = ${left.meter?.ownerId ?? ''}`;
  const heir = await backend.assignMeter({ meterId: left.meter?.meterId ?? '', ownerSubject: 'heir' });
  assert.ok(heir.meter?.ownedSince);
  fixture.now = new Date('2026-11-23T12:00:00Z');
});

test('an exchange of the device splits what was consumed, also where readings came before it was noted', async () => {
  const { meter } = await administrator.createMeter({ ...sketch('Cellar', 'OLD'), kind: MeterKind.REGISTER });
  const meterId = meter?.meterId ?? '';
  const hour = (time: string) => timestampFromDate(new Date(`2026-11-23T${time}Z`));
  const submit = async (...shown: [string, number][]) => {
    const readings = shown.map(([time, kilowattHours]) => ({ meterId, at: hour(time), kilowattHours }));
    const { results } = await administrator.submitReadings({ readings });
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
  const exchanged = await administrator.exchangeMeter(noted);
  assert.equal(exchanged.meter?.serial, 'NEW');
  assert.deepEqual(await submit(['11:00', 3]), [STORED]);
  const totals = await fixture.sql<{ watt_hours: bigint }[]>`
    select watt_hours from hour_total where meter_id = ${meterId} order by hour`;
  const expected = [0n, 2_000n, 2_000n, 2_000n];
  assert.deepEqual(
    totals.map(({ watt_hours }) => watt_hours),
    expected,
  );
  await assert.rejects(administrator.exchangeMeter(noted), failure(Code.AlreadyExists));
  const backwards = { ...noted, at: hour('09:00'), finalWattHours: 99_000n, serial: '' };
  await assert.rejects(administrator.exchangeMeter(backwards), failure(Code.FailedPrecondition, 'went back'));
  // Noted late, between two readings of which the second is of the new device.
  assert.deepEqual(await submit(['12:00', 5]), [STORED]);
  await administrator.exchangeMeter({
    ...noted,
    at: hour('11:30'),
    finalWattHours: 3_500n,
    initialWattHours: 4_000n,
    serial: '',
  });
  const [last] = await fixture.sql<{ watt_hours: bigint }[]>`
    select watt_hours from hour_total where meter_id = ${meterId} order by hour desc limit 1`;
  assert.equal(last?.watt_hours, 1_500n);
  const { meter: interval } = await administrator.createMeter(sketch('No register'));
  await assert.rejects(
    administrator.exchangeMeter({ ...noted, meterId: interval?.meterId ?? '', serial: '' }),
    failure(Code.FailedPrecondition),
  );
});
