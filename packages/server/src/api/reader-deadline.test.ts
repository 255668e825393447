import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { type AddressInfo, connect } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import Fastify from 'fastify';
import { readerDeadline } from './reader-deadline.ts';

const MS = 300;

/** More than the buffers of a connection hold; `ended` resolves when nobody is going to read it any more. */
function endlessBody(): { body: Readable; ended: Promise<unknown> } {
  const piece = Buffer.alloc(1_000_000);
  const body = new Readable({
    read() {
      this.push(piece);
    },
  });
  return { body, ended: once(body, 'close') };
}

test('who asks and reads nothing is cut off, and not who only thinks between two requests', {
  timeout: 60_000,
}, async () => {
  const app = Fastify({ keepAliveTimeout: 60_000 });
  app.addHook('onRequest', readerDeadline(MS));
  const { body, ended } = endlessBody();
  app.get('/endless', (_request, reply) => reply.send(body));
  app.get('/short', async () => 'short');
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const patient = connect(port, '127.0.0.1').setEncoding('utf8');
  const silent = connect(port, '127.0.0.1').pause();
  silent.on('error', () => undefined);
  try {
    patient.write('GET /short HTTP/1.1\r\nhost: here\r\n\r\n');
    assert.match(String(await once(patient, 'data')), /short$/);
    silent.write('GET /endless HTTP/1.1\r\nhost: here\r\n\r\n');
    // Begins later, and is over first.
    await ended;
    patient.write('GET /short HTTP/1.1\r\nhost: here\r\n\r\n');
    assert.match(String(await once(patient, 'data')), /short$/);
  } finally {
    patient.destroy();
    silent.destroy();
    await app.close();
  }
});

test('over HTTP/2 the stream of who reads nothing ends, and not its connection', {
  timeout: 60_000,
}, async () => {
  const app = Fastify({ http2: true });
  app.addHook('onRequest', readerDeadline(MS));
  const { body, ended } = endlessBody();
  app.get('/endless', (_request, reply) => reply.send(body));
  app.get('/short', async () => 'short');
  await app.listen({ host: '127.0.0.1', port: 0 });
  const session = connectHttp2(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`);
  try {
    const silent = session.request({ ':path': '/endless' });
    silent.on('error', () => undefined);
    await ended;
    assert.equal(await text(session.request({ ':path': '/short' })), 'short');
  } finally {
    session.destroy();
    await app.close();
  }
});
