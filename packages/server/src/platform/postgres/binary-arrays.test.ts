import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type pg from 'pg';
import { dateArray, int2Array, int4Array, int8Array, timestamptzArray, uuidArray } from './binary-arrays.ts';
import { type Database, openDatabase } from './database.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let created: TestDatabase;
let database: Database;
let client: pg.Client;
before(async () => {
  created = await createTestDatabase();
  database = openDatabase({ url: created.url, schema: 'public' });
  client = await database.connect();
});
after(async () => {
  await client.end();
  await database.close();
  await created[Symbol.asyncDispose]();
});

/** The elements as PostgreSQL writes them. */
async function asText(type: string, array: Buffer): Promise<string[]> {
  const { rows } = await client.query<{ elements: string[] }>(`select $1::${type}[]::text[] as elements`, [
    array,
  ]);
  return rows[0]?.elements ?? [];
}

const int = (bits: number) => fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 });
const times = fc.date({ min: new Date('1900-01-01'), max: new Date('2285-01-01'), noInvalidDate: true });

test('PostgreSQL reads every element as it was written', async () => {
  const arrays = fc.record({
    int2: fc.array(int(16)),
    int4: fc.array(int(32)),
    int8: fc.array(fc.maxSafeInteger()),
    time: fc.array(times),
    uuid: fc.array(fc.uuid()),
  });
  await fc.assert(
    fc.asyncProperty(arrays, async ({ int2, int4, int8, time, uuid }) => {
      assert.deepEqual(await asText('smallint', int2Array(int2)), int2.map(String));
      assert.deepEqual(await asText('integer', int4Array(int4)), int4.map(String));
      assert.deepEqual(
        await asText('bigint', int8Array(int8)),
        int8.map((value) => String(value || 0)),
      );
      const ms = time.map((each) => each.getTime());
      const read = await asText('timestamptz', timestamptzArray(ms));
      assert.deepEqual(
        read.map((text) => new Date(text).getTime()),
        ms,
      );
      const days = ms.map((each) => Math.floor(each / 86_400_000));
      const dates = days.map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
      assert.deepEqual(await asText('date', dateArray(days)), dates);
      const bytes = uuid.map((each) => Buffer.from(each.replaceAll('-', ''), 'hex'));
      assert.deepEqual(await asText('uuid', uuidArray(bytes)), uuid);
    }),
    { numRuns: 30 },
  );
});

test('a number that is not exact is refused', () => {
  assert.throws(() => int8Array([2 ** 53]), /not a safe integer/);
  assert.throws(() => timestamptzArray([Number.NaN]), /not a safe integer/);
});
