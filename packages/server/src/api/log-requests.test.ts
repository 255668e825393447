import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { after, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import fastify, { type FastifyBaseLogger } from 'fastify';
import { pino } from 'pino';
import { eventually } from '../platform/testing/eventually.ts';
import { unavailable } from '../rpc/errors.ts';
import { REQUEST_ID, requestIdOf } from '../rpc/request-log.ts';
import { logRequests, PlainLog } from './log-requests.ts';

interface Line {
  readonly level: number;
  readonly msg: string;
  readonly requestId: string;
  readonly method?: string;
  readonly path?: string;
  readonly status?: number;
  readonly durationMs?: number;
  readonly cutOff?: boolean;
  readonly reason?: string;
  readonly err?: { readonly message: string };
}

const lines: Line[] = [];
const loggerInstance: FastifyBaseLogger = pino(
  {},
  { write: (line: string) => void lines.push(JSON.parse(line)) },
);
const app = fastify({
  loggerInstance,
  logController: new PlainLog(),
  genReqId: ({ headers }) => requestIdOf(headers[REQUEST_ID]),
});
after(() => app.close());
logRequests(app);
app.get('/page', async () => 'here');
app.get('/livez', async () => 'up');
app.get('/files/*', (request, reply) => reply.code(request.url.endsWith('missing') ? 404 : 200).send(''));
app.post('/wattlet.v1.SeriesService/ListAreas', async () => 'logged by its interceptor');
app.get('/broken', async () => {
  throw new TypeError('nobody expected that');
});
async function* half(error: Error) {
  yield 'one half';
  // It is on its way by then.
  await turn();
  throw error;
}
app.get('/half', (_, reply) => reply.send(Readable.from(half(new TypeError('the other one is lost')))));
const late = unavailable({ reason: 'LATE', message: 'it took too long' });
app.get('/late', (_, reply) => reply.send(Readable.from(half(late))));
app.get('/endless', (_, reply) => {
  const body = new Readable({ read: () => undefined });
  body.push('begun');
  return reply.send(body);
});
const origin = await app.listen({ host: '127.0.0.1', port: 0 });

/** Asks, and resolves to the lines of it once it is over. */
async function linesOf(path: string, id: string = crypto.randomUUID()) {
  const answer = await fetch(origin + path, { headers: { [REQUEST_ID]: id } });
  await answer.text().catch(() => undefined);
  return toldOf(id);
}

async function toldOf(id: string) {
  await eventually(
    () => lines.some(({ requestId, msg }) => requestId === id && msg === 'request') || undefined,
  );
  return lines.filter(({ requestId }) => requestId === id);
}

test('a plain request has one line, with the id that its client gave it and nothing of its query', async () => {
  const [line, ...others] = await linesOf('/page?key=secret', 'shop-42');
  assert.deepEqual(others, []);
  assert.equal(typeof line?.durationMs, 'number');
  const { method, path, status, requestId, cutOff } = line ?? {};
  assert.deepEqual([method, path, status, requestId, cutOff], ['GET', '/page', 200, 'shop-42', undefined]);
  const [missing] = await linesOf('/nowhere');
  assert.equal(missing?.status, 404);
});

test('an id that could break a line is not taken over', async () => {
  const before = lines.length;
  await fetch(`${origin}/page`, { headers: { [REQUEST_ID]: 'a b"c' } });
  const line = await eventually(() => lines[before]);
  assert.match(line.requestId, /^[\da-f-]{36}$/);
});

test('calls, files and probes have none here, unless a file is missing', async () => {
  const before = lines.length;
  await fetch(`${origin}/wattlet.v1.SeriesService/ListAreas`, { method: 'POST' });
  for (const path of ['/files/a', '/livez']) await fetch(origin + path);
  const [missing] = await linesOf('/files/missing');
  assert.equal(missing?.status, 404);
  assert.equal(lines.length, before + 1);
});

test('what a route did not expect is told with the id, before its answer and in the middle of it', async () => {
  const summary = (told: typeof lines) =>
    told.map(({ level, msg, err, reason, status, cutOff }) => [
      level,
      msg,
      err?.message ?? reason ?? status,
      cutOff,
    ]);
  assert.deepEqual(summary(await linesOf('/broken')), [
    [50, 'request failed unexpectedly', 'nobody expected that', undefined],
    [30, 'request', 500, undefined],
  ]);
  assert.deepEqual(summary(await linesOf('/half')), [
    [50, 'answer failed on its way', 'the other one is lost', undefined],
    [30, 'request', 200, true],
  ]);
  assert.deepEqual(summary(await linesOf('/late')), [
    [30, 'answer was cut off', 'it took too long', undefined],
    [30, 'request', 200, true],
  ]);
});

test('a client that goes in the middle of an answer is one line, without a stack', async () => {
  const id = crypto.randomUUID();
  const asked = httpRequest(`${origin}/endless`, { headers: { 'x-request-id': id } }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  answer.on('error', () => undefined).destroy();
  const [line, ...others] = await toldOf(id);
  assert.deepEqual(others, []);
  assert.equal(line?.cutOff, true);
  assert.equal(line?.err, undefined);
});
