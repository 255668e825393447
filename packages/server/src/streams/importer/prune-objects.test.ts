import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { BlobMissingError } from '../../platform/blobs/blob-errors.ts';
import { readVerified } from '../../platform/blobs/read-verified.ts';
import { silentLog } from '../../platform/testing/silent-log.ts';
import { hourlySnapshots } from '../testing/hourly-snapshots.ts';
import { openTestNode, type TestNode } from '../testing/test-node.ts';
import { pruneObjects } from './prune-objects.ts';

const never = new AbortController().signal;
const snapshots = [...hourlySnapshots('load/2022_01_01_21_ActualTotalLoad6.1.A.csv')].slice(0, 5);
let home: TestNode;
before(async () => {
  home = await openTestNode();
});
after(() => home[Symbol.asyncDispose]());

const prune = (retentionDays: number) => {
  const { blobs, streams } = home.node;
  return pruneObjects({ sql: streams.load.database.sql, blobs, log: silentLog, retentionDays }, never);
};

test('of a month’s imports the newest keeps its object, the earlier ones go when they are old, and once only', async () => {
  const { sql } = home.node.streams.load.database;
  for (const { file, content } of snapshots.slice(0, 4)) await home.importFile(file, content);
  const imports = await sql<{ id: bigint; blob: string }[]>`select id, blob from import order by id`;
  const [first, second, third, newest] = imports.map(({ blob }) => blob);
  assert.ok(first && second && third && newest && new Set(imports.map(({ blob }) => blob)).size === 4);
  const state = await home.state('load');

  assert.equal(await prune(30), 0, 'all are young');
  await sql`update import set at = now() - interval '31 days'`;
  assert.equal(await prune(0), 0, 'all are kept for good');
  await sql`
    insert into outbox (topic, position, key, payload)
    values ('file-ready', 1, 'month', jsonb_build_object('blob', ${second}::text))`;
  await sql`
    insert into parked_event (topic, consumer_group, position, key, payload, error, attempts)
    values ('file-ready', 'importer', 1, 'month', jsonb_build_object('blob', ${third}::text), 'failed', 5)`;
  assert.equal(await prune(30), 1, 'two wait to be imported');
  await sql`truncate outbox, parked_event`;
  assert.equal(await prune(30), 2);
  assert.equal(await prune(30), 0);

  for (const gone of [first, second, third])
    await assert.rejects(readVerified(home.node.blobs, gone, { maxBytes: 1e9 }), BlobMissingError);
  assert.ok((await readVerified(home.node.blobs, newest, { maxBytes: 1e9 })).length > 0);
  const left = await sql<{ blob: string | null }[]>`select blob from import order by id`;
  assert.deepEqual(
    left.map(({ blob }) => blob),
    [null, null, null, newest],
  );
  assert.deepEqual(await home.state('load'), state);
});

test('pruning that was broken off between an object and what names it goes on', async () => {
  const { sql } = home.node.streams.load.database;
  const [, , , , fifth] = snapshots;
  assert.ok(fifth);
  await home.importFile(fifth.file, fifth.content);
  await sql`update import set at = now() - interval '31 days'`;
  const [row] = await sql<
    { blob: string }[]
  >`select blob from import where blob is not null order by id limit 1`;
  await home.node.blobs.delete(row?.blob ?? '');
  assert.equal(await prune(30), 1);
  assert.equal((await sql`select from import where blob is not null`).length, 1);
});
