import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { connect as connectHttp2, type Http2Session } from 'node:http2';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import Fastify from 'fastify';
import { pino } from 'pino';
import { SeriesService, Stream } from '../gen/wattlet/v1/series_pb.js';
import { eventually } from '../platform/testing/eventually.ts';
import { silentLog } from '../platform/testing/silent-log.ts';
import { at } from '../streams/testing/series-client.ts';
import { startAccessServer } from '../testing/access-server.ts';
import { WaitingAnswers } from './waiting-answers.ts';

const MEGABYTE = 1024 * 1024;
/** More than the buffers of a connection hold. */
const LARGE = Buffer.alloc(16 * MEGABYTE);

/** With room for three. */
const largeAnswers = () => new WaitingAnswers({ maxBytes: 3 * LARGE.length, log: silentLog });

const portOf = (server: Pick<Server, 'address'>) => (server.address() as AddressInfo).port;

/** Asks, and reads nothing. */
function askSilently(port: number, path: string, { from = '127.0.0.3', requests = 1 } = {}): Socket {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from }).pause();
  socket.on('error', () => undefined);
  socket.write(`GET ${path} HTTP/1.1\r\nhost: here\r\n\r\n`.repeat(requests));
  return socket;
}

test('where too much waits, who holds most is cut, and whoever holds little gets theirs', {
  timeout: 60_000,
}, async () => {
  const app = Fastify();
  app.get('/large', async () => LARGE);
  app.addHook('onRequest', largeAnswers().follow);
  const cut: (string | undefined)[] = [];
  app.server.on('connection', (socket: Socket) => {
    const { remoteAddress } = socket;
    socket.once('close', () => cut.push(remoteAddress));
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const port = portOf(app.server);
  const asked = get({ port, host: '127.0.0.1', localAddress: '127.0.0.2', path: '/large', agent: false });
  const [modest] = (await once(asked, 'response')) as [IncomingMessage];
  // One connection asks for several at once.
  const greedy = [1, 1, 1, 3].map((requests) => askSilently(port, '/large', { requests }));
  try {
    await eventually(() => cut.length >= 2 || undefined);
    assert.deepEqual(new Set(cut), new Set(['127.0.0.3']));
    assert.equal((await buffer(modest)).length, LARGE.length);
  } finally {
    asked.destroy();
    for (const socket of greedy) socket.destroy();
    await app.close();
  }
});

test('over HTTP/2 the stream is cut that nobody reads, and not its connection', {
  timeout: 60_000,
}, async () => {
  const app = Fastify({ http2: true });
  // At once, as calls are answered.
  app.get('/large', (_request, reply) => void reply.hijack().raw.end(LARGE));
  app.addHook('onRequest', largeAnswers().follow);
  const served: Http2Session[] = [];
  const cut: Http2Session[] = [];
  app.addHook('onRequest', async ({ raw: { stream } }) => {
    const { session } = stream;
    assert.ok(session);
    served.push(session);
    stream.once('close', () => cut.push(session));
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  // Of one session Node takes no more than ten megabytes.
  const sessions = Array.from({ length: 5 }, () => connectHttp2(`http://127.0.0.1:${portOf(app.server)}`));
  try {
    for (const session of sessions) session.request({ ':path': '/large' }).on('error', () => undefined);
    await eventually(() => cut.length === 2 || undefined);
    assert.ok(cut.every(({ destroyed }) => !destroyed));
  } finally {
    for (const session of [...sessions, ...served]) session.destroy();
    await app.close();
  }
});

test('series that nobody reads take a bounded part of the memory of a node, and everybody else goes on', {
  timeout: 120_000,
}, async () => {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  await using server = await startAccessServer(
    { WATTLET_OPEN_DATA: '1' },
    { log, maxWaitingBytes: 2 * LARGE.length },
  );
  const { sql } = server.home.node.streams.load.database;
  // Values of a minute, so that little has to be stored for much to be answered.
  await sql`
    insert into chunk (series_id, day, resolution_minutes, kilowatts, total, present, digest, revision)
    select s.id, date '2010-01-01' + n, 1,
      array(select 1000000 + (i * 7919 + n * 104729) % 1000000 from generate_series(1, 1440) i),
      0, 1440, gen_random_uuid(), 1
    from generate_series(0, 1095) n, series s join area a on a.id = s.area_id
    where a.map_code = 'GR' and a.area_type = 'CTY'`;
  const range = { from: '2010-01-01T00:00:00Z', to: '2013-01-01T00:00:00Z' };
  const message = JSON.stringify({ selector: { stream: 'STREAM_LOAD', area: 'GR' }, range });
  const query = new URLSearchParams({ encoding: 'json', connect: 'v1', message });
  const path = `/wattlet.v1.SeriesService/GetSeries?${query}`;
  const port = Number(new URL(server.url).port);
  const silent = Array.from({ length: 6 }, () => askSilently(port, path));
  try {
    await eventually(() => lines.some((line) => line.includes('answers that nobody takes')) || undefined);
    const { series } = await server.client(SeriesService).getSeries({
      selector: { stream: Stream.LOAD, area: 'GR' },
      range: { from: at(range.from), to: at(range.to) },
    });
    const runs = series.flatMap((one) => one.runs);
    assert.equal(
      runs.reduce((sum, run) => sum + run.kilowattDeltas.length, 0),
      1096 * 1440,
    );
  } finally {
    for (const socket of silent) socket.destroy();
  }
});
