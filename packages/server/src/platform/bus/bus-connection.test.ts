import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openDatabase } from '../postgres/database.ts';
import { createTestDatabase } from '../postgres/test-database.ts';
import { isTransient } from '../postgres/transient-error.ts';
import { eventually } from '../testing/eventually.ts';
import { startTcpProxy } from '../testing/tcp-proxy.ts';
import { BusConnection } from './bus-connection.ts';

const testDatabase = await createTestDatabase();
after(() => testDatabase[Symbol.asyncDispose]());

test('a query that the database does not answer ends the connection, which counts as lost', async () => {
  await using proxy = await startTcpProxy(testDatabase.url);
  const database = openDatabase({ url: proxy.url, schema: 'public' });
  const connection = await BusConnection.open(database, 'things', { queryLimitMs: 500 });
  assert.deepEqual(await connection.query('select 1 as one', []), [{ one: 1 }]);
  proxy.stall();
  const answer = connection.query('select 2 as two', []).catch((error: unknown) => error);
  await eventually(() => connection.lost.aborted || undefined, 10_000);
  assert.match(String(connection.lost.reason), /no answer from the database for 500 ms/);
  assert.ok(isTransient(connection.lost.reason));
  assert.ok(isTransient(await answer));
  const before = performance.now();
  await connection[Symbol.asyncDispose]();
  assert.ok(performance.now() - before < 500);
  await database.close();
});

test('a query that is answered in time leaves the connection, however long it is idle', async () => {
  const database = openDatabase({ url: testDatabase.url, schema: 'public' });
  const connection = await BusConnection.open(database, undefined, { queryLimitMs: 1_000 });
  await connection.query('select 1', []);
  await connection.wakeUp.wait(1_100, connection.lost);
  assert.ok(!connection.lost.aborted);
  assert.deepEqual(await connection.query('select 2 as two', []), [{ two: 2 }]);
  await connection[Symbol.asyncDispose]();
  await database.close();
});
