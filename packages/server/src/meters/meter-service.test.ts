import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { Code } from '@connectrpc/connect';
import { meterClient, somebody } from './testing/meter-client.ts';
import { failure, MeterSite, sketch } from './testing/meter-site.ts';

const site = new MeterSite();

test('a meter is made, changed, given, taken back and deleted, and all of it is written down', async () => {
  const { meter } = await site.administrator.createMeter({
    ...sketch('Cellar', 'A-1'),
    hourlyLimitWattHours: 2_000n,
  });
  assert.ok(meter);
  const { meterId } = meter;
  assert.deepEqual([meter.intervalMinutes, meter.warningPercent, meter.ownerId], [15, 80, '']);
  const changed = await site.administrator.updateMeter({ meterId, name: 'Attic', hourlyLimitWattHours: 0n });
  assert.deepEqual([changed.meter?.name, changed.meter?.hourlyLimitWattHours], ['Attic', undefined]);
  await site.administrator.updateMeter({ meterId, name: 'Attic' });
  const given = await site.administrator.assignMeter({ meterId, ownerId: site.customer.accountId });
  assert.deepEqual([given.meter?.ownerId, given.meter?.ownerName], [site.customer.accountId, 'Maria']);
  await site.administrator.assignMeter({ meterId });
  await site.administrator.deleteMeter({ meterId });
  await assert.rejects(site.administrator.getMeter({ meterId }), failure(Code.NotFound));
  assert.deepEqual(await site.auditLog(), [
    ['meter.created', {}],
    ['meter.updated', { fields: ['name', 'hourly_limit'] }],
    ['meter.assigned', { from: '', to: site.customer.accountId }],
    ['meter.assigned', { from: site.customer.accountId, to: '' }],
    ['meter.deleted', {}],
  ]);
});

test('a serial is taken once on a site, and owners are of the site', async () => {
  await site.administrator.createMeter(sketch('One', 'S-1'));
  const { meter } = await site.administrator.createMeter(sketch('Two', 'S-2'));
  await assert.rejects(
    site.administrator.createMeter(sketch('Three', 'S-1')),
    failure(Code.AlreadyExists, 'S-1'),
  );
  const meterId = meter?.meterId ?? '';
  await assert.rejects(
    site.administrator.updateMeter({ meterId, serial: 'S-1' }),
    failure(Code.AlreadyExists),
  );
  const elsewhere = { ownerId: randomUUID() };
  await assert.rejects(
    site.administrator.assignMeter({ meterId, ...elsewhere }),
    failure(Code.NotFound, 'no user'),
  );
  await assert.rejects(
    site.administrator.createMeter({ ...sketch('Four'), ...elsewhere }),
    failure(Code.NotFound),
  );
  await assert.rejects(
    site.administrator.createMeter({ ...sketch('Five'), timeZone: 'Europe/Nowhere' }),
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
  for (const name of names) await site.administrator.createMeter(sketch(name));
  const seen: string[] = [];
  let pageToken = '';
  do {
    const page = await site.administrator.listMeters({ pageSize: 1, pageToken });
    assert.ok(page.meters.length <= 1);
    seen.push(...page.meters.map(({ meterId }) => meterId));
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  assert.equal(seen.length, names.length);
  assert.equal(new Set(seen).size, names.length);
  await assert.rejects(
    site.administrator.listMeters({ pageToken: 'made up' }),
    failure(Code.InvalidArgument),
  );
});

test('a search looks at name, serial, address and owner, and takes % and _ as they are', async () => {
  await site.administrator.createMeter({ ...sketch('Cellar 100%', 'SN_1'), address: 'Main Street 5' });
  await site.administrator.createMeter({ ...sketch('Attic', 'SNX1'), ownerId: site.customer.accountId });
  const find = async (search: string) =>
    (await site.administrator.listMeters({ search })).meters.map(({ name }) => name);
  assert.deepEqual(await find('cellar'), ['Cellar 100%']);
  assert.deepEqual(await find('sn_1'), ['Cellar 100%']);
  assert.deepEqual(await find('0%'), ['Cellar 100%']);
  assert.deepEqual(await find('main st'), ['Cellar 100%']);
  assert.deepEqual(await find('MARIA'), ['Attic']);
  assert.deepEqual(await find('nothing'), []);
});

test('customers see their own meters, agents those of the site', async () => {
  await site.administrator.createMeter(sketch('Of nobody'));
  const { meter } = await site.administrator.createMeter({
    ...sketch('Mine'),
    ownerId: site.customer.accountId,
  });
  const own = meterClient(site.fixture, somebody('customer', site.customer));
  const agent = meterClient(site.fixture, somebody('agent', await site.account('agent', 'Helper')));
  const backend = meterClient(site.fixture, { kind: 'site-backend', siteId: site.siteId });
  const namesOf = async (client: typeof own) => (await client.listMeters({})).meters.map(({ name }) => name);
  assert.deepEqual(await namesOf(own), ['Mine']);
  assert.deepEqual(await namesOf(agent), ['Mine', 'Of nobody']);
  assert.deepEqual(await namesOf(backend), ['Mine', 'Of nobody']);
  const other = meterClient(site.fixture, somebody('customer', await site.account('customer', 'Other')));
  assert.deepEqual((await other.listMeters({ ownerId: site.customer.accountId })).meters, []);
  await assert.rejects(other.getMeter({ meterId: meter?.meterId ?? '' }), failure(Code.NotFound));
});
