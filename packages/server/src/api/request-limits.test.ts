import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { after, before, suite, test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError } from '@connectrpc/connect';
import { Health } from '../gen/grpc/health/v1/health_pb.js';
import { LiveService } from '../gen/wattlet/v1/live_pb.js';
import { Stream } from '../gen/wattlet/v1/series_pb.js';
import { eventually } from '../platform/testing/eventually.ts';
import { type AccessServer, type Headers, startAccessServer } from '../testing/access-server.ts';

const LIST_AREAS = '/wattlet.v1.SeriesService/ListAreas';
const MEGABYTE = 1024 * 1024;

suite('limits of requests', () => {
  let server: AccessServer;
  before(async () => {
    server = await startAccessServer({
      WATTLET_OPEN_DATA: '1',
      CALLS_PER_MINUTE: '100000',
      STREAMS_PER_PRINCIPAL: '2',
      HOST: '0.0.0.0',
      CONNECTIONS_PER_ADDRESS: '3',
    });
  });
  after(() => server[Symbol.asyncDispose]());

  test('a small body that unpacks to a large one is refused, and memory does not grow with it', async () => {
    const plain = Buffer.alloc(64 * MEGABYTE, ' ');
    const packed = { gzip: gzipSync(plain), br: brotliCompressSync(plain.subarray(0, 16 * MEGABYTE)) };
    for (const [encoding, body] of Object.entries(packed)) {
      assert.ok(body.length < MEGABYTE);
      const refused = await fetch(server.url + LIST_AREAS, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', 'content-encoding': encoding },
      });
      assert.equal(refused.status, 429, encoding);
      const { code } = (await refused.json()) as { code?: unknown };
      assert.equal(code, 'resource_exhausted', encoding);
    }
  });

  test('a compressed message of a stream is held to the same limit', async () => {
    const packed = gzipSync(Buffer.alloc(16 * MEGABYTE));
    // Of the Connect protocol: one flag for compressed, four bytes of length.
    const head = Buffer.alloc(5);
    head.writeUInt8(1, 0);
    head.writeUInt32BE(packed.length, 1);
    const answer = await fetch(`${server.url}/wattlet.v1.LiveService/Watch`, {
      method: 'POST',
      body: Buffer.concat([head, packed]),
      headers: { 'content-type': 'application/connect+proto', 'connect-content-encoding': 'gzip' },
    });
    assert.match(await answer.text(), /resource_exhausted/);
  });

  test('headers without end are refused, and the server goes on', async () => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    // Little over the limit: a server that closes with much unread resets the connection before its answer is read.
    socket.write(`GET /livez HTTP/1.1\r\nhost: here\r\nx-large: ${'x'.repeat(17 * 1024)}\r\n\r\n`);
    assert.match(await text(socket), /^HTTP\/1\.1 431 /);
    assert.equal((await fetch(`${server.url}/livez`)).status, 200);
  });

  test('what is no HTTP is answered 400 and cut off', async () => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('\x16\x03\x01\x02\x00\x01\x00\r\n\r\n');
    const closed = once(socket, 'close');
    assert.match(await text(socket), /^HTTP\/1\.1 400 /);
    await closed;
  });

  test('another machine has as many connections at once as CONNECTIONS_PER_ADDRESS says', async (t) => {
    const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
    const own = addresses.find(({ family, internal }) => family === 'IPv4' && !internal);
    if (!own) return t.skip('this machine has no address by which it is not exempt');
    // To oneself one comes from the address that one goes to.
    const open = () => connect(Number(new URL(server.url).port), own.address).on('error', () => undefined);
    const ask = (socket: Socket) => socket.write('GET /livez HTTP/1.1\r\nhost: here\r\n\r\n');
    const sockets = Array.from({ length: 3 }, open);
    t.after(() => sockets.forEach((socket) => void socket.destroy()));
    for (const socket of sockets) {
      ask(socket);
      const [answer] = await once(socket, 'data');
      assert.match(String(answer), /^HTTP\/1\.1 200 /);
    }
    const further = open();
    ask(further);
    await new Promise((resolve, reject) => {
      further.once('close', resolve).once('data', () => reject(new Error('it was answered')));
    });
  });

  test('whoever has as many streams as they may have gets no further one, until one ends', async () => {
    const person = await server.person('customer');
    const { headers } = await server.accessToken(person);
    const range = { from: timestampFromMs(0), to: timestampFromMs(1) };
    const topics = [{ id: 1, subject: { case: 'stream' as const, value: { stream: Stream.LOAD, range } } }];
    const open = async (who: Headers) => {
      const stop = new AbortController();
      const events = server.client(LiveService, who).watch({ topics }, { signal: stop.signal });
      const reader = events[Symbol.asyncIterator]();
      await reader.next();
      return stop;
    };
    const [first] = [await open(headers), await open(headers)];
    await assert.rejects(open(headers), (thrown) => {
      const error = ConnectError.from(thrown);
      return error.code === Code.ResourceExhausted && /open streams/.test(error.rawMessage);
    });
    // Somebody else is not affected.
    const others = await server.accessToken(await server.person('customer'));
    const other = await open(others.headers);
    first.abort();
    const again = await eventually(() => open(headers));
    for (const stop of [again, other]) stop.abort();
  });

  test('an address has no more streams of health than live ones, and a further one when one ends', async () => {
    const open = async () => {
      const stop = new AbortController();
      const statuses = server.client(Health).watch({}, { signal: stop.signal })[Symbol.asyncIterator]();
      await statuses.next();
      return stop;
    };
    // Ten times as many as one person may have.
    const [first, ...others] = await Promise.all(Array.from({ length: 20 }, open));
    await assert.rejects(open(), { code: Code.ResourceExhausted });
    first?.abort();
    for (const stop of [await eventually(open), ...others]) stop.abort();
  });
});
