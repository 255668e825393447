import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { Code } from '@connectrpc/connect';
import { ImportedMeterStatus } from '../gen/wattlet/v1/meter_pb.js';
import { meterClient } from './testing/meter-client.ts';
import { failure, MeterSite, sketch } from './testing/meter-site.ts';

const site = new MeterSite();

test('an import answers for each line, and makes all of them or none unless told otherwise', async () => {
  const [row] = await site.fixture.sql<{ email: string }[]>`
    select email from account where account_id = ${site.customer.accountId}`;
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
  const none = await site.administrator.importMeters({ csv });
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
  assert.deepEqual((await site.administrator.listMeters({})).meters, []);
  const some = await site.administrator.importMeters({ csv, partial: true });
  assert.deepEqual([some.created, some.bad], [2, 5]);
  const { meters } = await site.administrator.listMeters({});
  assert.deepEqual(
    meters.map(({ serial, name, hourlyLimitWattHours, ownerId }) => [
      serial,
      name,
      hourlyLimitWattHours,
      ownerId,
    ]),
    [
      ['I-5', 'Barn', undefined, ''],
      ['I-1', 'Cellar, left', 2_500n, site.customer.accountId],
    ],
  );
  const again = await site.administrator.importMeters({ csv, partial: true });
  assert.deepEqual(
    again.lines.map(({ status }) => status),
    [UNCHANGED, BAD, BAD, BAD, BAD, UNCHANGED, BAD],
  );
  const [created] = some.lines;
  assert.deepEqual([created?.status, created?.meterId], [CREATED, again.lines[0]?.meterId]);
  const differs = await site.administrator.importMeters({
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
    await assert.rejects(site.administrator.importMeters({ csv: bad }), failure(Code.InvalidArgument, 'csv'));
  const log = await site.auditLog();
  assert.deepEqual(log, [['meter.imported', { created: 2 }]]);
});

test('a meter has the id that it was made with, and nobody on any site makes another of that id', async () => {
  const meterId = randomUUID();
  const { meter } = await site.administrator.createMeter({
    ...sketch('Chosen'),
    meterId: meterId.toUpperCase(),
  });
  assert.equal(meter?.meterId, meterId);
  const operator = meterClient(site.fixture, { kind: 'operator' });
  await assert.rejects(
    operator.createMeter({ ...sketch('Stolen'), meterId }),
    failure(Code.AlreadyExists, meterId),
  );
  const header = 'serial,name,time_zone,kind,meter_id';
  const stolen = await operator.importMeters({ csv: `${header}\nX-1,Stolen,UTC,interval,${meterId}` });
  assert.match(stolen.lines[0]?.reason ?? '', /another meter has it/);
  const own = randomUUID();
  const csv = [header, `X-1,A,UTC,interval,${own}`, `X-2,B,UTC,interval,${own}`, 'X-3,C,UTC,interval,x'];
  const { lines } = await site.administrator.importMeters({ csv: csv.join('\n'), partial: true });
  assert.deepEqual(
    lines.map(({ meterId: id, reason }) => id || reason),
    [own, 'meter_id: line 2 has it already', 'meter_id: is a UUID'],
  );
  const again = await site.administrator.importMeters({ csv: csv.slice(0, 2).join('\n') });
  assert.equal(again.lines[0]?.status, ImportedMeterStatus.UNCHANGED);
});
