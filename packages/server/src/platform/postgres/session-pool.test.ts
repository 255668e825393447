import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Database, openDatabase } from './database.ts';
import { SessionPool } from './session-pool.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let created: TestDatabase;
let database: Database;
before(async () => {
  created = await createTestDatabase();
  database = openDatabase({ url: created.url, schema: 'public' });
  await database.sql`create table note (text text)`;
});
after(async () => {
  await database.close();
  await created[Symbol.asyncDispose]();
});

const write = (pool: SessionPool, text: string) =>
  pool.transaction(async (client) => {
    await client.query('insert into note values ($1)', [text]);
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    return rows[0]?.pid;
  });
const notes = async () => {
  const rows = await database.sql<{ text: string }[]>`select text from note order by text`;
  return rows.map(({ text }) => text);
};

test('work is committed when it resolves and undone when it rejects, on the same connection', async () => {
  await database.sql`truncate note`;
  const pool = new SessionPool(database, 1);
  const first = await write(pool, 'kept');
  const failing = pool.transaction(async (client) => {
    await client.query("insert into note values ('undone')");
    throw new Error('no');
  });
  await assert.rejects(failing, /^Error: no$/);
  assert.equal(await write(pool, 'kept too'), first);
  assert.deepEqual(await notes(), ['kept', 'kept too']);
});

test('no more connections are made than allowed, and whoever waits has its turn', async () => {
  await database.sql`truncate note`;
  const pool = new SessionPool(database, 2);
  const texts = Array.from({ length: 12 }, (_, index) => String.fromCharCode(97 + index));
  const pids = await Promise.all(texts.map((text) => write(pool, text)));
  assert.deepEqual(await notes(), texts);
  assert.ok(new Set(pids).size <= 2);
});

test('a connection that was cut is replaced', async () => {
  await database.sql`truncate note`;
  const pool = new SessionPool(database, 1);
  const first = await write(pool, 'before');
  const cut = pool.transaction(async (client) => {
    await database.sql`select pg_terminate_backend(${first ?? 0})`;
    await client.query('select 1');
  });
  await assert.rejects(cut);
  assert.notEqual(await write(pool, 'after'), first);
  assert.deepEqual(await notes(), ['after', 'before']);
});
