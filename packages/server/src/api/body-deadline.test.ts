import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type ClientHttp2Stream, connect as connectHttp2 } from 'node:http2';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import Fastify from 'fastify';
import { bodyDeadline } from './body-deadline.ts';

const MS = 50;

/** Begins to send ten bytes, and sends five of them. */
function begin(port: number, path: string): Socket {
  const socket = connect(port, '127.0.0.1');
  const head = [
    `PUT ${path} HTTP/1.1`,
    'host: here',
    'connection: close',
    'content-type: text/plain',
    'content-length: 10',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n01234`);
  return socket;
}

test('a body that does not come is given up, except where a route waits longer', async () => {
  const app = Fastify();
  app.addHook('onRequest', bodyDeadline(MS));
  app.put('/quick', async ({ body }) => body);
  app.put('/patient', { config: { bodyTimeoutMs: 120_000 } }, async ({ body }) => body);
  await app.listen({ host: '127.0.0.1', port: 0 });
  try {
    const { port } = app.server.address() as AddressInfo;
    const patient = begin(port, '/patient');
    await once(app.server, 'request');
    // It began later, and is over while the other one still waits.
    assert.match(await text(begin(port, '/quick')), /^HTTP\/1\.1 408 Request Timeout\r\n/);
    patient.write('56789');
    assert.match(await text(patient), /^HTTP\/1\.1 200 OK\r\n(.|\s)*0123456789/);
  } finally {
    await app.close();
  }
});

test('a request whose body has come may take its time', async () => {
  const app = Fastify();
  app.addHook('onRequest', bodyDeadline(MS));
  const { promise: answered, resolve: answer } = Promise.withResolvers<string>();
  app.put('/slow', () => answered);
  await app.listen({ host: '127.0.0.1', port: 0 });
  try {
    const { port } = app.server.address() as AddressInfo;
    const response = fetch(`http://127.0.0.1:${port}/slow`, { method: 'PUT', body: 'all of it' });
    // Two bodies that are given up one after the other take longer than what is waited for one.
    for (const _ of [1, 2]) assert.match(await text(begin(port, '/slow')), / 408 /);
    answer('done');
    assert.equal(await (await response).text(), 'done');
  } finally {
    await app.close();
  }
});

test('over HTTP/2 the stream ends, and not its connection', async () => {
  const app = Fastify({ http2: true });
  app.addHook('onRequest', bodyDeadline(MS));
  app.addContentTypeParser('*', (_request, _body, done) => done(null));
  app.put('/quick', async ({ raw }) => text(raw));
  await app.listen({ host: '127.0.0.1', port: 0 });
  const session = connectHttp2(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`);
  try {
    const put = (): ClientHttp2Stream => session.request({ ':method': 'PUT', ':path': '/quick' });
    const slow = put();
    slow.on('error', () => undefined);
    slow.write('01234');
    await once(slow, 'close');
    const quick = put().end('0123456789');
    assert.equal(await text(quick), '0123456789');
  } finally {
    session.close();
    await app.close();
  }
});
