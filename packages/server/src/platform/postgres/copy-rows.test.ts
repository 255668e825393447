import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type pg from 'pg';
import { BinaryTuples } from './binary-tuples.ts';
import { copyRows } from './copy-rows.ts';
import { openDatabase } from './database.ts';
import { createTestDatabase } from './test-database.ts';
import { isTransient } from './transient-error.ts';

const GAP = -(2 ** 31);
const testDatabase = await createTestDatabase();
const database = openDatabase({ url: testDatabase.url, schema: 'public' });
let client: pg.Client;
before(async () => {
  client = await database.connect();
  await database.sql`create table item (id integer primary key, name text)`;
});
after(async () => {
  await client.end();
  await database.close();
  await testDatabase[Symbol.asyncDispose]();
});

const TARGET = { table: 'item', columns: ['id', 'name'] };

/** Rows of ids, in buffers of ten rows. */
function* items(ids: Iterable<number>): Generator<Buffer> {
  const out = new BinaryTuples(2);
  for (const id of ids) {
    out.begin();
    out.int4(id);
    out.text(`item ${id} ✓`);
    if (id % 10 === 0) yield out.take();
  }
  yield out.take();
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

async function inTransaction<T>(work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    return await work();
  } finally {
    await client.query('rollback');
  }
}

test('every type comes back as it was written', async () => {
  await client.query(
    'create table every (a smallint, b integer, c bigint, d date, e uuid, f integer[], g text, h timestamptz, n integer)',
  );
  const row = fc.record({
    a: fc.integer({ min: -32768, max: 32767 }),
    b: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    c: fc.maxSafeInteger(),
    d: fc.integer({ min: -700_000, max: 100_000 }),
    e: fc.uint8Array({ minLength: 16, maxLength: 16 }),
    f: fc.array(fc.option(fc.integer({ min: GAP + 1, max: 2 ** 31 - 1 })), { maxLength: 100 }),
    g: fc.option(fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', ''))),
    h: fc.integer({ min: -2_000_000_000_000, max: 4_000_000_000_000 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 20 }), (rows) =>
      inTransaction(async () => {
        const out = new BinaryTuples(9);
        for (const [n, { a, b, c, d, e, f, g, h }] of rows.entries()) {
          out.begin();
          out.int2(a);
          out.int4(b);
          out.int8(c);
          out.date(d);
          out.uuid(e);
          out.int4Array(
            Int32Array.from(f, (value) => value ?? GAP),
            GAP,
          );
          if (g === null) out.null();
          else out.text(g);
          out.timestamptz(h);
          out.int4(n);
        }
        const columns = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'n'];
        assert.equal(await copyRows(client, { table: 'every', columns }, [out.take()]), rows.length);
        const stored = await client.query({
          text: `select a, b, c, d - date '1970-01-01', replace(e::text, '-', ''), f, g,
                   (extract(epoch from h) * 1000)::bigint from every order by n`,
          rowMode: 'array',
        });
        const expected = rows.map(({ a, b, c, d, e, f, g, h }) => {
          return [a, b, BigInt(c), d, Buffer.from(e).toString('hex'), f, g, BigInt(h)];
        });
        assert.deepEqual(stored.rows, expected);
      }),
    ),
    { numRuns: 50 },
  );
});

test('many buffers, a value larger than a buffer, and no row at all', async () => {
  await inTransaction(async () => {
    assert.equal(await copyRows(client, TARGET, items(upTo(5_000))), 5_000);
    const out = new BinaryTuples(2);
    out.begin();
    out.int4(-1);
    out.text('é'.repeat(1_000_000));
    const full = out.takeFull();
    assert.ok(full !== undefined);
    assert.equal(await copyRows(client, TARGET, [full]), 1);
    assert.equal(await copyRows(client, TARGET, []), 0);
    const { rows } = await client.query('select count(*) as count, max(length(name)) as longest from item');
    assert.deepEqual(rows, [{ count: 5_001n, longest: 1_000_000 }]);
  });
});

test('what the format cannot hold is refused when it is written', () => {
  const out = new BinaryTuples(1);
  assert.throws(() => out.int8(2 ** 53), /not a safe integer/);
  assert.throws(() => out.int8(0.5), /not a safe integer/);
  assert.throws(() => out.uuid(new Uint8Array(15)), /16 bytes, not 15/);
});

test('an error of the server rejects, and the connection is of use after the rollback', {
  timeout: 60_000,
}, async () => {
  const many = function* () {
    yield* items([7, 7, 10]);
    // More than the sockets' buffers hold.
    for (let round = 0; round < 200; round += 1) yield* items(upTo(1_000));
  };
  await inTransaction(() => assert.rejects(copyRows(client, TARGET, many()), { code: '23505' }));
  await inTransaction(() => assert.rejects(copyRows(client, TARGET, items([1, 1])), { code: '23505' }));
  const garbage = [Buffer.from('not a row at all')];
  await inTransaction(() => assert.rejects(copyRows(client, TARGET, garbage), { code: /^22/ }));
  const nowhere = { table: 'nowhere', columns: ['id'] };
  await inTransaction(() => assert.rejects(copyRows(client, nowhere, many()), { code: '42P01' }));
  await inTransaction(async () => assert.equal(await copyRows(client, TARGET, items([1, 2])), 2));
});

test('an error of the rows rejects with it, and the connection is of use after the rollback', async () => {
  const failing = async function* () {
    yield* items(upTo(100));
    throw new Error('the file ends early');
  };
  await inTransaction(() => assert.rejects(copyRows(client, TARGET, failing()), /the file ends early/));
  await inTransaction(async () => assert.equal(await copyRows(client, TARGET, items([1, 2])), 2));
  assert.deepEqual((await client.query('select * from item')).rows, []);
});

test('a connection that is cut in the middle rejects and stores nothing', { timeout: 60_000 }, async () => {
  const cut = await database.connect();
  const { rows } = await cut.query<{ pid: number }>('select pg_backend_pid() as pid');
  const interrupted = async function* () {
    yield* items(upTo(100));
    await database.sql`select pg_terminate_backend(${rows[0]?.pid ?? 0})`;
    for (let round = 1; round < 100; round += 1) yield* items(upTo(1_000).map((id) => round * 1_000 + id));
  };
  await cut.query('begin');
  await assert.rejects(copyRows(cut, TARGET, interrupted()), isTransient);
  await cut.end();
  assert.deepEqual((await client.query('select * from item')).rows, []);
});
