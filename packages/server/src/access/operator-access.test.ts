import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { Code, ConnectError, type ConnectRouter, createContextValues } from '@connectrpc/connect';
import { fastifyConnectPlugin } from '@connectrpc/connect-fastify';
import fastify, { type FastifyInstance } from 'fastify';
import { OperationsService } from '../gen/wattlet/v1/operations_pb.js';
import { SeriesService } from '../gen/wattlet/v1/series_pb.js';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { accessInterceptor } from './access-interceptor.ts';
import { Authenticator } from './authenticator.ts';
import { OperatorAccess, type OperatorAccessConfig } from './operator-access.ts';
import { presentedBy, presentedKey } from './presented.ts';
import { RateLimits } from './rate-limits.ts';

const PATH = '/wattlet.v1.OperationsService/GetHealth';
const TOKEN = 'a-token-of-at-least-24-characters';

let open: TestServer;
let locked: TestServer;
before(async () => {
  [open, locked] = await Promise.all([startTestServer(), startTestServer({ OPERATOR_TOKEN: TOKEN })]);
});
after(() => Promise.all([open, locked].map((server) => server[Symbol.asyncDispose]())));

/** An app with a method for operators and one for everybody, asked as if from anywhere. */
function guarded(operatorToken?: string, setting: Partial<OperatorAccessConfig> = {}): FastifyInstance {
  const app = fastify();
  const operators = new OperatorAccess({
    operatorToken,
    publicUrl: undefined,
    trustedProxies: [],
    ...setting,
  });
  const access = {
    authenticator: new Authenticator({ resolvers: [], operators }),
    operators,
    limits: new RateLimits({ callsPerMinute: 0 }),
    streamCheckMs: 30_000,
    now: () => new Date(),
  };
  app.register(fastifyConnectPlugin, {
    routes(router: ConnectRouter) {
      router.service(OperationsService, { getHealth: () => ({}) });
      router.service(SeriesService, { listAreas: () => ({}) });
    },
    interceptors: [accessInterceptor(access)],
    contextValues: (request) =>
      createContextValues().set(presentedKey, presentedBy(request, setting.publicUrl)),
  });
  return app;
}

interface Caller {
  readonly remoteAddress: string;
  readonly host: string;
  readonly headers?: Record<string, string>;
}

async function ask(app: FastifyInstance, { remoteAddress, host, headers = {} }: Caller, url = PATH) {
  const response = await app.inject({
    method: 'POST',
    url,
    remoteAddress,
    headers: { host, 'content-type': 'application/json', ...headers },
    payload: '{}',
  });
  return response.statusCode;
}

test('without a token, callers on this machine by an address of this machine are operators', async () => {
  for (const [remoteAddress, host] of [
    ['127.0.0.1', 'localhost:8080'],
    ['127.0.0.1', '127.0.0.1:8080'],
    ['127.8.8.8', '127.0.0.1'],
    ['::1', '[::1]:8080'],
    ['::ffff:127.0.0.1', 'localhost'],
  ] as const) {
    assert.equal(await ask(guarded(), { remoteAddress, host }), 200, `${remoteAddress} asking ${host}`);
  }
});

test('without a token, nobody else is an operator', async () => {
  const here = { remoteAddress: '127.0.0.1', host: 'localhost' };
  const callers: Record<string, Caller> = {
    'another machine': { remoteAddress: '10.0.0.7', host: 'localhost' },
    'another machine by IPv6': { remoteAddress: '2001:db8::1', host: 'localhost' },
    'behind a proxy': { ...here, headers: { 'x-forwarded-for': '127.0.0.1' } },
    'behind a proxy of RFC 7239': { ...here, headers: { forwarded: 'for=127.0.0.1' } },
    'behind a proxy that tells the scheme only': { ...here, headers: { 'x-forwarded-proto': 'https' } },
    'behind a proxy that tells the host only': { ...here, headers: { 'x-forwarded-host': 'localhost' } },
    'behind a proxy that tells the address its own way': { ...here, headers: { 'x-real-ip': '127.0.0.1' } },
    'behind a proxy that names itself': { ...here, headers: { via: '1.1 proxy' } },
    'a page that rebinds its name': { ...here, host: 'evil.example' },
    'a name that looks local': { ...here, host: 'localhost.evil.example' },
    'a name that looks like an address': { ...here, host: '127.0.0.1.evil.example' },
    'an address of the network': { ...here, host: '192.168.1.5:8080' },
    'a page of another origin': { ...here, headers: { origin: 'https://evil.example' } },
    'a page of another site, by what its browser says': {
      ...here,
      headers: { 'sec-fetch-site': 'cross-site' },
    },
  };
  for (const [who, caller] of Object.entries(callers)) {
    assert.equal(await ask(guarded(), caller), 403, who);
    assert.equal(
      await ask(guarded(), caller, '/wattlet.v1.SeriesService/ListAreas'),
      200,
      `${who}, for data`,
    );
  }
});

test('without a token, a proxy on this machine that passes nothing on makes nobody an operator', async () => {
  const throughNginx = { remoteAddress: '127.0.0.1', host: '127.0.0.1:8080' };
  const proxied: Partial<OperatorAccessConfig>[] = [
    { publicUrl: 'https://energy.example' },
    { publicUrl: 'http://192.168.1.5:8080' },
    { trustedProxies: ['127.0.0.1'] },
  ];
  for (const setting of proxied) {
    const app = guarded(undefined, setting);
    assert.equal(await ask(app, throughNginx), 403, JSON.stringify(setting));
    assert.equal(await ask(app, throughNginx, '/wattlet.v1.SeriesService/ListAreas'), 200, 'for data');
    assert.equal(
      await ask(guarded(TOKEN, setting), { ...throughNginx, headers: { authorization: `Bearer ${TOKEN}` } }),
      200,
      'with a token',
    );
  }
  for (const publicUrl of ['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080']) {
    assert.equal(await ask(guarded(undefined, { publicUrl }), throughNginx), 200, publicUrl);
  }
});

test('with a token, whoever bears it is an operator, and nobody else', async () => {
  const far = { remoteAddress: '10.0.0.7', host: 'data.example' };
  const bearing = (authorization: string) => ({ ...far, headers: { authorization } });
  assert.equal(await ask(guarded(TOKEN), bearing(`Bearer ${TOKEN}`)), 200);
  assert.equal(await ask(guarded(TOKEN), far), 401);
  assert.equal(await ask(guarded(TOKEN), { remoteAddress: '127.0.0.1', host: 'localhost' }), 401, 'local');
  for (const wrong of [
    `Bearer ${TOKEN}x`,
    `Bearer ${TOKEN.slice(1)}`,
    `Basic ${TOKEN}`,
    TOKEN,
    'Bearer ',
    '',
  ]) {
    assert.equal(await ask(guarded(TOKEN), bearing(wrong)), 401, wrong);
  }
});

test('a Connect client understands why it is refused', async () => {
  const failure = async (work: Promise<unknown>) =>
    ConnectError.from(
      await work.then(
        () => assert.fail('it was let in'),
        (error: unknown) => error,
      ),
    );
  const forwarded = open.client(OperationsService, { 'x-forwarded-for': '10.0.0.7' });
  const forbidden = await failure(forwarded.getHealth({}));
  assert.equal(forbidden.code, Code.PermissionDenied);
  assert.match(
    forbidden.rawMessage,
    /without OPERATOR_TOKEN operators are served on the machine itself only/,
  );
  const anonymous = await failure(locked.client(OperationsService).getHealth({}));
  assert.equal(anonymous.code, Code.Unauthenticated);
  assert.match(anonymous.rawMessage, /operators send their token as "Authorization: Bearer …"/);
  const known = locked.client(OperationsService, { authorization: `Bearer ${TOKEN}` });
  assert.equal((await known.getHealth({})).streams.length, 3);
});

/** Status of a request whose target is written exactly so. */
async function statusOf(server: TestServer, target: string): Promise<number> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(
    `POST ${target} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`,
  );
  return Number(/^HTTP\/1\.1 (\d+)/.exec(await text(socket))?.[1]);
}

test('no spelling of a path gets past the guard', async () => {
  const spellings = [
    PATH,
    '/wattlet.v1.%4fperationsService/GetHealth',
    '/%77attlet.v1.OperationsService/GetHealth',
    `http://anywhere.example${PATH}`,
    `HTTP://anywhere.example${PATH}`,
    `${PATH}?x=1`,
    `${PATH};x=1`,
    `/${PATH}`,
    `/.${PATH}`,
    '/WATTLET.v1.operationsservice/gethealth',
  ];
  for (const target of spellings) {
    const status = await statusOf(locked, target);
    assert.ok([400, 401, 404].includes(status), `${target} was answered with ${status}`);
  }
  assert.equal(await statusOf(open, PATH), 200, 'the request itself is right');
});

test('a page of another origin cannot send a request that its browser would not ask about first', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const response = await fetch(open.url + PATH, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': type },
    });
    assert.equal(response.status, 415, type);
  }
});
