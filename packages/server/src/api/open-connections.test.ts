import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { test } from 'node:test';
import { eventually } from '../platform/testing/eventually.ts';
import { exemptAddresses } from './exempt-addresses.ts';
import { OpenConnections } from './open-connections.ts';

async function listen(options: ConstructorParameters<typeof OpenConnections>[0]) {
  const connections = new OpenConnections(options);
  // Whoever is let in is greeted.
  const server = createServer((socket) => socket.on('error', () => undefined).write('.'));
  connections.follow(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    connections,
    connect: () => connect(port, '127.0.0.1').on('error', () => undefined),
    async [Symbol.asyncDispose]() {
      connections.destroyAll();
      server.close();
      await once(server, 'close');
    },
  };
}

test('an address with as many connections as it may have gets no further one, until one ends', async () => {
  await using server = await listen({ perAddress: 2, isExempt: () => false });
  const first = server.connect();
  await once(first, 'data');
  const second = server.connect();
  await once(second, 'data');
  await once(server.connect().resume(), 'close');
  assert.equal(server.connections.size, 2);
  first.destroy();
  await eventually(() => (server.connections.size === 1 ? true : undefined));
  await once(server.connect(), 'data');
});

test('a proxy has as many connections as it needs', async () => {
  await using server = await listen({ perAddress: 1, isExempt: exemptAddresses([]) });
  for (const _ of [1, 2, 3]) await once(server.connect(), 'data');
  assert.equal(server.connections.size, 3);
});

test('exempt are this machine and the proxies that are trusted, however their address is written', () => {
  const isExempt = exemptAddresses(['10.1.0.0/16', '192.0.2.7', '2001:db8::/32']);
  for (const address of [
    '127.0.0.1',
    '::1',
    '::ffff:127.0.0.1',
    '10.1.2.3',
    '::ffff:10.1.2.3',
    '192.0.2.7',
    '2001:db8::5',
  ]) {
    assert.equal(isExempt(address), true, address);
  }
  for (const address of ['10.2.0.1', '192.0.2.8', '2001:db9::1', '', 'nonsense', '::ffff:10.2.0.1'])
    assert.equal(isExempt(address), false, address);
});
