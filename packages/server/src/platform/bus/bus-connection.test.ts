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

test('a query that the database does not answer ends the connection, which counts as lost', async (t) => {
  await using proxy = await startTcpProxy(testDatabase.url);
  const database = openDatabase({ url: proxy.url, schema: 'public' });
  const connection = await BusConnection.open(database, 'things');
  assert.deepEqual(await connection.query('select 1 as one', []), [{ one: 1 }]);
  proxy.stall();
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const answer = connection.query('select 2 as two', []).catch((error: unknown) => error);
  t.mock.timers.tick(60_000);
  t.mock.timers.reset();
  await eventually(() => connection.lost.aborted || undefined, 10_000);
  assert.match(String(connection.lost.reason), /no answer from the database for 60000 ms/);
  assert.ok(isTransient(connection.lost.reason));
  assert.ok(isTransient(await answer));
  await connection[Symbol.asyncDispose]();
  await database.close();
});

test('a query that is answered in time leaves the connection, however long it is idle', async (t) => {
  const database = openDatabase({ url: testDatabase.url, schema: 'public' });
  const connection = await BusConnection.open(database);
  t.mock.timers.enable({ apis: ['setTimeout'] });
  await connection.query('select 1', []);
  t.mock.timers.tick(60_000);
  t.mock.timers.reset();
  assert.ok(!connection.lost.aborted);
  assert.deepEqual(await connection.query('select 2 as two', []), [{ two: 2 }]);
  await connection[Symbol.asyncDispose]();
  await database.close();
});
