import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { openDatabase } from './database.ts';
import { migrate } from './migrate.ts';
import { createTestDatabase } from './test-database.ts';
import { isMissingSchema, isTransient } from './transient-error.ts';

const testDatabase = await createTestDatabase();
after(() => testDatabase[Symbol.asyncDispose]());
const { url } = testDatabase;

async function folderOf(files: Record<string, string>) {
  const path = await mkdtemp(join(tmpdir(), 'migrations '));
  after(() => rm(path, { recursive: true }));
  for (const [name, sql] of Object.entries(files)) await writeFile(join(path, name), sql);
  return { path, url: pathToFileURL(path) };
}

test('both drivers see the schema, UTC, and bigint as bigint', async () => {
  await migrate({ url, schema: 'Two words', folders: [] });
  const database = openDatabase({ url, schema: 'Two words' });
  const client = await database.connect();
  try {
    const sql = `select current_schema() as schema, 9007199254740993 as big, current_setting('TimeZone') as zone`;
    const expected = { schema: 'Two words', big: 9007199254740993n, zone: 'UTC' };
    assert.deepEqual({ ...(await database.sql.unsafe(sql))[0] }, expected);
    assert.deepEqual((await client.query(sql)).rows[0], expected);
    assert.equal(
      (await database.sql`select ${9007199254740993n}::bigint as big`)[0]?.['big'],
      9007199254740993n,
    );
  } finally {
    await client.end();
    await database.close();
  }
});

test('migrations run once each and in order, also when several processes start together', async () => {
  const first = await folderOf({
    '002-b.sql': 'insert into n select max(i) + 1 from n',
    '001-a.sql': 'create table n (i int); insert into n values (1)',
  });
  const second = await folderOf({ '001-c.sql': 'insert into n select max(i) + 10 from n' });
  const options = { url, schema: 'migrated', folders: [first.url, second.url] };
  await Promise.all([migrate(options), migrate(options), migrate(options)]);
  await migrate(options);
  const database = openDatabase({ url, schema: 'migrated' });
  try {
    assert.deepEqual(
      (await database.sql`select i from n order by i`).map((row) => row['i']),
      [1, 2, 12],
    );
    const done = await database.sql`select name from migration order by at`;
    assert.deepEqual(
      done.map((row) => row['name']),
      ['001-a.sql', '002-b.sql', '001-c.sql'],
    );
  } finally {
    await database.close();
  }
});

test('a changed migration, a failing one and a misnamed one are named', async () => {
  const folder = await folderOf({ '001-a.sql': 'create table a (i int)' });
  const options = { url, schema: 'strict', folders: [folder.url] };
  await migrate(options);
  await writeFile(join(folder.path, '001-a.sql'), 'create table a (i bigint)');
  await assert.rejects(migrate(options), /001-a\.sql was changed after schema strict ran it/);
  await writeFile(join(folder.path, '001-a.sql'), 'create table a (i int)');
  await writeFile(join(folder.path, '002-b.sql'), 'create table b (i int); select 1/0');
  await assert.rejects(migrate(options), /002-b\.sql of schema strict failed: division by zero/);
  const database = openDatabase({ url, schema: 'strict' });
  try {
    assert.equal((await database.sql`select to_regclass('b') as b`)[0]?.['b'], null);
  } finally {
    await database.close();
  }
  const misnamed = await folderOf({ 'later.sql': '' });
  await assert.rejects(
    migrate({ ...options, folders: [misnamed.url] }),
    /later\.sql is not named NNN-what\.sql/,
  );
  const again = await folderOf({ '001-a.sql': '' });
  await assert.rejects(
    migrate({ ...options, folders: [folder.url, again.url] }),
    /Two migrations of schema strict are called 001-a/,
  );
});

test('failures of either driver are told apart: passing, missing schema, lasting', async () => {
  const database = openDatabase({ url, schema: 'nowhere' });
  const client = await database.connect();
  const failures = async (sql: string) => {
    const query = (run: Promise<unknown>) =>
      run.then(
        () => undefined,
        (error: unknown) => error,
      );
    return [await query(database.sql.unsafe(sql)), await query(client.query(sql))];
  };
  try {
    for (const error of await failures('select * from nowhere.chunk')) {
      assert.ok(isMissingSchema(error) && !isTransient(error), String(error));
    }
    for (const error of await failures('select 1/0')) {
      assert.ok(!isMissingSchema(error) && !isTransient(error), String(error));
    }
    for (const error of await failures('select pg_terminate_backend(pg_backend_pid())')) {
      assert.ok(isTransient(error) && !isMissingSchema(error), String(error));
    }
    const afterwards = await client.query('select 1').catch((error: unknown) => error);
    assert.ok(isTransient(afterwards), String(afterwards));
  } finally {
    await client.end();
    await database.close();
  }
});

test('a server that is not there is a passing failure for either driver', async () => {
  const unreachable = new URL(url);
  unreachable.port = '1';
  const database = openDatabase({ url: unreachable.href, schema: 'public' });
  try {
    await assert.rejects(database.sql`select 1`, isTransient);
    await assert.rejects(database.connect(), isTransient);
  } finally {
    await database.close();
  }
  assert.ok(
    isTransient(
      new Error('import failed', { cause: Object.assign(new Error('down'), { code: 'ECONNREFUSED' }) }),
    ),
  );
  assert.ok(!isTransient('ECONNREFUSED'));
});

test('a disposed test database is gone, with whoever was still connected', async () => {
  const other = await createTestDatabase();
  const database = openDatabase({ url: other.url, schema: 'public' });
  try {
    await database.sql`select 1`;
    await other[Symbol.asyncDispose]();
    await assert.rejects(database.connect(), { code: '3D000' });
  } finally {
    await database.close();
  }
});
