import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Code, ConnectError } from '@connectrpc/connect';
import { BadRequestSchema, ErrorInfoSchema } from '../gen/google/rpc/error_details_pb.js';
import { OperationsService } from '../gen/wattlet/v1/operations_pb.js';
import { SeriesService, Stream } from '../gen/wattlet/v1/series_pb.js';
import { eventually } from '../platform/testing/eventually.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const LIST_AREAS = '/wattlet.v1.SeriesService/ListAreas';
const MEGABYTE = 1024 * 1024;

let server: TestServer;
before(async () => {
  server = await startTestServer();
  await eventually(async () => ((await server.readyz()).status === 'up' ? true : undefined));
});
after(() => server[Symbol.asyncDispose]());

const post = (path: string, body: string | Buffer, type = 'application/json') =>
  fetch(server.url + path, { method: 'POST', body, headers: { 'content-type': type } });

async function failure(work: Promise<unknown>): Promise<ConnectError> {
  return ConnectError.from(
    await work.then(
      () => assert.fail('it did not fail'),
      (error: unknown) => error,
    ),
  );
}

test('every answer, also an error, tells browsers not to sniff, frame or run what is not ours', async () => {
  const answers: Record<string, Response> = {
    health: await fetch(`${server.url}/livez`),
    'an unknown path': await fetch(`${server.url}/nowhere`),
    'a call': await post(LIST_AREAS, '{"stream":"STREAM_LOAD"}'),
    'a wrong call': await post(LIST_AREAS, '{}'),
    'a call of a wrong type': await post(LIST_AREAS, '{}', 'text/plain'),
    'a wrong question by HTTP': await fetch(`${server.url}/v1/series/load.csv`),
    'a body that is too large': await post(LIST_AREAS, Buffer.alloc(2 * MEGABYTE, ' ')),
  };
  for (const [what, { headers }] of Object.entries(answers)) {
    assert.equal(headers.get('x-content-type-options'), 'nosniff', what);
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin', what);
    assert.equal(headers.get('referrer-policy'), 'strict-origin-when-cross-origin', what);
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/, what);
    assert.match(policy, /frame-ancestors 'none'/, what);
    assert.doesNotMatch(policy, /unsafe|\*/, what);
    assert.equal(headers.get('x-powered-by'), null, what);
  }
});

test('a path that is not there is 404, whatever its method', async () => {
  for (const path of [
    '/nowhere',
    '/v1/series/load.xml',
    '/v1/series/prices.csv',
    '/wattlet.v1.SeriesService/Drop',
  ]) {
    assert.equal((await fetch(server.url + path)).status, 404, path);
    assert.equal((await post(path, '{}')).status, 404, path);
  }
});

test('a body over the limit is refused as such, and one within it is read', async () => {
  const padded = (bytes: number) => `{"stream":"STREAM_LOAD"${' '.repeat(bytes)}}`;
  assert.equal((await post(LIST_AREAS, padded(MEGABYTE / 2))).status, 200);
  const refused = await post(LIST_AREAS, padded(2 * MEGABYTE));
  assert.equal(refused.status, 429);
  assert.equal(((await refused.json()) as { code?: unknown }).code, 'resource_exhausted');
});

test('a message over the limit is resource_exhausted to a client, and the server goes on', async () => {
  const operations = server.client(OperationsService);
  const error = await failure(
    operations.listImports({ stream: Stream.LOAD, pageToken: 'x'.repeat(2 * MEGABYTE) }),
  );
  assert.equal(error.code, Code.ResourceExhausted);
  // The connection of the refused message ends, which the client may see at its next call.
  const answer = await eventually(() =>
    operations.listImports({ stream: Stream.LOAD }, { timeoutMs: 5_000 }),
  );
  assert.deepEqual(answer.imports, []);
});

test('a wrong request names each wrong field and the reason in its details', async () => {
  const error = await failure(server.client(SeriesService).getSeries({ selector: { area: 'GR' } }));
  assert.equal(error.code, Code.InvalidArgument);
  assert.equal(error.findDetails(ErrorInfoSchema)[0]?.domain, 'wattlet');
  const violations = error.findDetails(BadRequestSchema).flatMap((detail) => detail.fieldViolations);
  assert.deepEqual(violations.map(({ field }) => field).sort(), ['range', 'selector.stream']);
  for (const { reason, description } of violations) assert.ok(reason !== '' && description !== '');
});

test('a body that is no message is the fault of the caller', async () => {
  for (const body of ['', '{', '[]', '"x"', '{"stream":"STREAM_OF_CONSCIOUSNESS"}', '\0']) {
    const response = await post(LIST_AREAS, body);
    assert.equal(response.status, 400, JSON.stringify(body));
    assert.equal(((await response.json()) as { code?: unknown }).code, 'invalid_argument');
  }
});

test('so is a packed body that is cut off', async () => {
  const cut = { gzip: gzipSync('{"stream":"STREAM_LOAD"}').subarray(0, 20), br: Buffer.from('x') };
  for (const [encoding, body] of Object.entries(cut)) {
    const headers = { 'content-type': 'application/json', 'content-encoding': encoding };
    const response = await fetch(server.url + LIST_AREAS, { method: 'POST', body, headers });
    assert.equal(response.status, 400, encoding);
    assert.equal(((await response.json()) as { code?: unknown }).code, 'invalid_argument');
  }
});

test('an address where nothing is says so, and the front page says where to go', async () => {
  const missing = await fetch(new URL('/v1/series/load.xml?area=GR', server.url));
  assert.equal(missing.status, 404);
  assert.match(missing.headers.get('content-type') ?? '', /^application\/problem\+json/);
  const { detail } = (await missing.json()) as { detail: string };
  assert.equal(detail, 'there is nothing at GET /v1/series/load.xml');
  const front = await fetch(new URL('/', server.url));
  assert.match(await front.text(), /\/v1\/series\/load\.csv/);
});
