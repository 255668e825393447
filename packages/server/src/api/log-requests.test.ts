import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, constants } from 'node:http2';
import { Readable } from 'node:stream';
import { after, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { createContextValues } from '@connectrpc/connect';
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import { pino } from 'pino';
import { eventually } from '../platform/testing/eventually.ts';
import { unavailable } from '../rpc/errors.ts';
import { REQUEST_ID, requestIdOf, requestKey } from '../rpc/request-log.ts';
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
const options = {
  loggerInstance,
  logController: new PlainLog(),
  genReqId: ({ headers }: Pick<IncomingMessage, 'headers'>) => requestIdOf(headers[REQUEST_ID]),
};
const app = fastify(options);
const app2 = fastify({ ...options, http2: true });
after(() => Promise.all([app.close(), app2.close()]));
const routes = fastifyPlugin(async (app: FastifyInstance) => {
  logRequests(app);
  app.get('/page', async () => 'here');
  app.get('/livez', async () => 'up');
  app.get('/files/*', (request, reply) => reply.code(request.url.endsWith('missing') ? 404 : 200).send(''));
  app.post('/wattlet.v1.SeriesService/ListAreas', async (request) => {
    request.callValues = createContextValues().set(requestKey, { id: request.id, log: pino() });
    return 'logged by its interceptor';
  });
  app.get('/broken', async () => {
    throw new TypeError('nobody expected that');
  });
  app.get('/half', (_, reply) => reply.send(Readable.from(half(new TypeError('the other one is lost')))));
  app.get('/late', (_, reply) => reply.send(Readable.from(half(late))));
  app.get('/endless', (_, reply) => {
    const body = new Readable({ read: () => undefined });
    body.push('begun');
    return reply.send(body);
  });
});
const late = unavailable({ reason: 'LATE', message: 'it took too long' });
async function* half(error: Error) {
  yield 'one half';
  // It is on its way by then.
  await turn();
  throw error;
}
await app.register(routes);
await app2.register(routes);
const origin = await app.listen({ host: '127.0.0.1', port: 0 });
const session = connect(await app2.listen({ host: '127.0.0.1', port: 0 }));
after(() => session.close());

/** Asks over HTTP/2. */
const ask = (path: string, id: string, method = 'GET') =>
  session.request({ ':path': path, ':method': method, [REQUEST_ID]: id }).on('error', () => undefined);

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

test('over HTTP/2 what is whole and what is not is told alike', async () => {
  const cut = async (path: string) => {
    const id = crypto.randomUUID();
    const asked = ask(path, id);
    await once(asked, 'data');
    asked.close(constants.NGHTTP2_CANCEL);
    return toldOf(id);
  };
  const whole = async (path: string, method?: string) => {
    const id = crypto.randomUUID();
    const asked = ask(path, id, method).resume();
    await once(asked, 'close');
    return toldOf(id);
  };
  const summary = (told: typeof lines) => told.map(({ level, msg, cutOff }) => [level, msg, cutOff]);
  for (const method of ['GET', 'HEAD'])
    assert.deepEqual(summary(await whole('/page', method)), [[30, 'request', undefined]], method);
  assert.deepEqual(summary(await cut('/endless')), [[30, 'request', true]]);
  assert.deepEqual(summary(await whole('/half')), [
    [50, 'answer failed on its way', undefined],
    [30, 'request', true],
  ]);
});
