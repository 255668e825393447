import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { checkPort } from './check-port.ts';

/** A server that answers everything with this, and its port. */
async function listening(body: string) {
  const server = createServer((_request, response) => void response.end(body)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { host: '127.0.0.1', port: address.port, close };
}

test('the port of a server of ours that runs is as it should be', async () => {
  const server = await listening('{"status":"degraded","streams":[],"roles":[]}');
  assert.equal(await checkPort(server), `Wattlet listens on 127.0.0.1:${server.port}, and is degraded`);
  await server.close();
  assert.equal(await checkPort(server), `127.0.0.1:${server.port} is free`);
});

test('a port that something else has is told', async () => {
  for (const body of ['hello', 'null', '{"status":"up"}']) {
    const server = await listening(body);
    await assert.rejects(
      checkPort(server),
      /something else listens on 127\.0\.0\.1:\d+: end it, or set PORT/,
    );
    await server.close();
  }
});
