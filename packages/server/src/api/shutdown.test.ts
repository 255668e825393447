import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { startAccessServer } from '../testing/access-server.ts';

test('connections that say nothing, or not all, do not hold up a shutdown', { timeout: 30_000 }, async () => {
  const server = await startAccessServer();
  const ends: Promise<unknown>[] = [];
  for (const said of ['', 'GET / HT']) {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    ends.push(once(socket.resume(), 'close'));
    await once(socket, 'connect');
    socket.write(said);
  }
  await server[Symbol.asyncDispose]();
  await Promise.all(ends);
});
