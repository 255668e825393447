import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, Socket } from 'node:net';
import { after, mock, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { BusConnection } from '../bus/bus-connection.ts';
import { listeningPort } from '../sources/listening-port.ts';
import { eventually } from '../testing/eventually.ts';
import { startTcpProxy } from '../testing/tcp-proxy.ts';
import { openDatabase } from './database.ts';
import { SessionPool } from './session-pool.ts';
import { createTestDatabase } from './test-database.ts';
import { isTransient } from './transient-error.ts';

const testDatabase = await createTestDatabase();
after(() => testDatabase[Symbol.asyncDispose]());

// Without the patch of the driver any of these four ends the process, or makes a connection of no use for good.
test('a transaction whose connection is lost while a query runs rejects, and others go on', async () => {
  await using proxy = await startTcpProxy(testDatabase.url);
  const database = openDatabase({ url: proxy.url, schema: 'public' });
  const running = database.sql.begin((tx) => tx`select pg_sleep(60)`);
  const direct = openDatabase({ url: testDatabase.url, schema: 'public' });
  await eventually(async () => {
    const rows = await direct.sql`select 1 from pg_stat_activity where query = 'select pg_sleep(60)'`;
    return rows.length > 0 || undefined;
  });
  await Promise.all([assert.rejects(running, isTransient), proxy.refuse()]);
  await proxy.heal();
  assert.deepEqual([...(await database.sql`select 1 as one`)], [{ one: 1 }]);
  await Promise.all([database.close(), direct.close()]);
});

test('a transaction that goes on asking after its connection was lost between two queries rejects', async () => {
  await using proxy = await startTcpProxy(testDatabase.url);
  const database = openDatabase({ url: proxy.url, schema: 'public' });
  const asked = Promise.withResolvers<unknown>();
  const running = database.sql.begin(async (tx) => {
    await tx`select 1`;
    await proxy.refuse();
    await pause(100);
    await tx`select 2`.catch(asked.resolve);
    throw new Error('it has noticed');
  });
  await assert.rejects(running, isTransient);
  assert.ok(isTransient(await asked.promise));
  await proxy.heal();
  assert.deepEqual([...(await database.sql`select 3 as three`)], [{ three: 3 }]);
  await database.close();
});

test('a connection that is lost before what is asked was sent is of use again', {
  timeout: 60_000,
}, async () => {
  const sockets: Socket[] = [];
  const { hostname, port } = new URL(testDatabase.url);
  const openSocket = async () => {
    const socket = new Socket().connect(Number(port), hostname);
    sockets.push(socket);
    await new Promise((resolve) => socket.once('connect', resolve));
    return socket;
  };
  const options = { max: 1, connect_timeout: 5, socket: openSocket };
  const sql = postgres(testDatabase.url, options);
  await sql`select 1`;
  const lost = assert.rejects(sql`select 2`.execute(), isTransient);
  // The driver has taken the query, and would write in the next turn of the event loop.
  await new Promise(process.nextTick);
  sockets[0]?.emit('close', false);
  sockets[0]?.destroy();
  await lost;
  assert.deepEqual([...(await sql`select 3 as three`)], [{ three: 3 }]);
  await sql.end();
});

test('a connection that is lost while it learns the types of arrays is of use again, and knows them', async () => {
  const { hostname, port } = new URL(testDatabase.url);
  let losses = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    client.on('error', () => upstream.destroy());
    upstream.pipe(client);
    client.on('data', (part) => {
      if (losses > 0 || !part.includes('typarray')) return upstream.write(part);
      losses += 1;
      upstream.destroy();
      return client.resetAndDestroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(testDatabase.url);
  url.host = `127.0.0.1:${listeningPort(server)}`;
  const database = openDatabase({ url: url.href, schema: 'public', max: 1 });
  await assert.rejects(database.sql`select 1`, isTransient);
  assert.equal(losses, 1);
  assert.deepEqual([...(await database.sql`select array[1, 2] as numbers`)], [{ numbers: [1, 2] }]);
  await database.close();
  server.close();
});

// What keeps the locks of a machine that is gone without a word from lasting for hours: neither end hears of it by itself.
test('whichever way it was made, a connection is given up by both ends when the other has been silent', async () => {
  const keepAlive = mock.method(Socket.prototype, 'setKeepAlive');
  const database = openDatabase({ url: testDatabase.url, schema: 'public' });
  const names = ['idle', 'interval', 'count'].map((name) => `tcp_keepalives_${name}`);
  const ask = `select ${[...names, 'tcp_user_timeout'].map((name) => `current_setting('${name}') as ${name}`).join(', ')}`;
  const client = await database.connect();
  const bus = await BusConnection.open(database);
  try {
    const settings = [
      (await database.sql.unsafe(ask))[0],
      (await database.sql.begin((tx) => tx.unsafe(ask)))[0],
      (await client.query(ask)).rows[0],
      (await new SessionPool(database, 1).transaction((session) => session.query(ask))).rows[0],
      (await bus.query(ask, []))[0],
    ];
    // What the server's system has: of a Unix socket it would be 0.
    const expected = {
      tcp_keepalives_idle: '10',
      tcp_keepalives_interval: '5',
      tcp_keepalives_count: '3',
      tcp_user_timeout: '20000',
    };
    for (const each of settings) assert.deepEqual({ ...each }, expected);
    assert.ok(keepAlive.mock.callCount() >= 4);
    for (const { arguments: given } of keepAlive.mock.calls) assert.deepEqual(given, [true, 10_000]);
  } finally {
    keepAlive.mock.restore();
    await Promise.all([client.end(), bus[Symbol.asyncDispose]()]);
    await database.close();
  }
});
