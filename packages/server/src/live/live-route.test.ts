import assert from 'node:assert/strict';
import { type IncomingHttpHeaders, request } from 'node:http';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { create, toBinary, toJsonString } from '@bufbuild/protobuf';
import { LiveService, WatchRequestSchema } from '../gen/wattlet/v1/live_pb.js';
import { createLiveFixture, type LiveFixture } from './testing/live-fixture.ts';
import { LIVE_SERVER_READS, type LiveServer, startLiveServer } from './testing/live-server.ts';

let fixture: LiveFixture;
let servers: readonly [own: LiveServer, connect: LiveServer];

before(async () => {
  fixture = await createLiveFixture();
  const hubs = {
    load: fixture.hub('load'),
    generation: fixture.hub('generation'),
    flows: fixture.hub('flows'),
  };
  // The topics wait: that is an answer, too, and then the life of the stream is over.
  const options = { hubs, lifeMs: { least: 0, most: 0 } };
  servers = [await startLiveServer(options), await startLiveServer(options, { route: 'connect' })];
});

after(async () => {
  for (const server of servers) await server[Symbol.asyncDispose]();
  await fixture[Symbol.asyncDispose]();
});

const PATH = `/${LiveService.typeName}/${LiveService.method.watch.name}`;
const WATCH = create(WatchRequestSchema, {
  topics: [
    {
      id: 1,
      subject: {
        case: 'series',
        value: {
          selector: { stream: 1, area: 'GR' },
          range: { from: { seconds: 0n }, to: { seconds: 3_600n } },
        },
      },
    },
  ],
});
const BINARY = toBinary(WatchRequestSchema, WATCH);
const JSON_TEXT = Buffer.from(toJsonString(WatchRequestSchema, WATCH));

function enveloped(data: Uint8Array, flags = 0): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(flags);
  head.writeUInt32BE(data.length, 1);
  return Buffer.concat([head, data]);
}

interface Asked {
  readonly name: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What differs from call to call is left out. */
function ask(
  server: LiveServer,
  { method = 'POST', headers = {}, body = enveloped(BINARY) }: Asked,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = { 'x-request-id': 'the-same', ...headers };
    const call = request(`${server.url}${PATH}`, { method, headers: sent }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      const { date: _, ...rest } = response.headers;
      resolve({ status: response.statusCode, headers: rest, body: Buffer.concat(chunks).toString('latin1') });
    });
    call.on('error', reject);
    call.end(method === 'GET' ? undefined : body);
  });
}

const connect = { 'content-type': 'application/connect+proto', 'connect-protocol-version': '1' };
const connectJson = { ...connect, 'content-type': 'application/connect+json' };
const grpcWeb = { 'content-type': 'application/grpc-web+proto' };

const CASES: readonly Asked[] = [
  { name: 'a watch by Connect', headers: connect },
  { name: 'a watch by Connect with JSON', headers: connectJson, body: enveloped(JSON_TEXT) },
  {
    name: 'a watch by Connect with JSON and a charset',
    headers: { ...connectJson, 'content-type': 'application/connect+json; charset=utf-8' },
    body: enveloped(JSON_TEXT),
  },
  { name: 'a watch by gRPC-Web', headers: grpcWeb },
  { name: 'a watch by gRPC-Web without a format', headers: { 'content-type': 'application/grpc-web' } },
  {
    name: 'a watch by gRPC-Web with JSON',
    headers: { 'content-type': 'application/grpc-web+json' },
    body: enveloped(JSON_TEXT),
  },
  {
    name: 'a compressed request',
    headers: { ...connect, 'connect-content-encoding': 'gzip' },
    body: enveloped(gzipSync(BINARY), 1),
  },
  {
    name: 'a compressed request by gRPC-Web',
    headers: { ...grpcWeb, 'grpc-encoding': 'gzip' },
    body: enveloped(gzipSync(BINARY), 1),
  },
  { name: 'compressed answers', headers: { ...connect, 'connect-accept-encoding': 'zstd, br, gzip' } },
  {
    name: 'answers in no compression that there is',
    headers: { ...connect, 'connect-accept-encoding': 'zstd' },
  },
  { name: 'a compression that there is not', headers: { ...connect, 'connect-content-encoding': 'zstd' } },
  { name: 'a compression that there is not, by gRPC-Web', headers: { ...grpcWeb, 'grpc-encoding': 'zstd' } },
  {
    name: 'a compressed message without a compression',
    headers: connect,
    body: enveloped(gzipSync(BINARY), 1),
  },
  {
    name: 'a message that is not compressed as it says',
    headers: { ...connect, 'connect-content-encoding': 'gzip' },
    body: enveloped(BINARY, 1),
  },
  { name: 'no message', headers: connect, body: Buffer.alloc(0) },
  { name: 'two messages', headers: connect, body: Buffer.concat([enveloped(BINARY), enveloped(BINARY)]) },
  { name: 'half a message', headers: connect, body: enveloped(BINARY).subarray(0, 20) },
  { name: 'half a prefix', headers: connect, body: enveloped(BINARY).subarray(0, 3) },
  { name: 'what is no message', headers: connect, body: enveloped(Buffer.from('rubbish')) },
  { name: 'what is no message, by gRPC-Web', headers: grpcWeb, body: enveloped(Buffer.from('rubbish')) },
  { name: 'what is no JSON', headers: connectJson, body: enveloped(Buffer.from('{')) },
  {
    name: 'JSON with a field that there is not',
    headers: connectJson,
    body: enveloped(Buffer.from('{"nothing":1}')),
  },
  {
    name: 'a message that is too large',
    headers: connect,
    body: enveloped(Buffer.alloc(LIVE_SERVER_READS + 1)),
  },
  {
    name: 'a message that is too large once unpacked',
    headers: { ...connect, 'connect-content-encoding': 'gzip' },
    body: enveloped(gzipSync(Buffer.alloc(LIVE_SERVER_READS + 1)), 1),
  },
  { name: 'a request that breaks a rule', headers: connect, body: enveloped(Buffer.alloc(0)) },
  { name: 'a request that breaks a rule, by gRPC-Web', headers: grpcWeb, body: enveloped(Buffer.alloc(0)) },
  { name: 'a time that is none', headers: { ...connect, 'connect-timeout-ms': 'soon' } },
  { name: 'a time that is none, by gRPC-Web', headers: { ...grpcWeb, 'grpc-timeout': 'soon' } },
  { name: 'more time than there is', headers: { ...connect, 'connect-timeout-ms': '60001' } },
  {
    name: 'a protocol of calls without a stream',
    headers: { 'content-type': 'application/proto' },
    body: Buffer.from(BINARY),
  },
  { name: 'JSON without a protocol', headers: { 'content-type': 'application/json' }, body: JSON_TEXT },
  { name: 'gRPC-Web as text', headers: { 'content-type': 'application/grpc-web-text' } },
  { name: 'a GET', method: 'GET' },
  { name: 'a PUT', method: 'PUT', headers: connect },
];

for (const asked of CASES) {
  test(`${asked.name}: answered as connect answers it, byte by byte`, async () => {
    const [own, other] = await Promise.all(servers.map((server) => ask(server, asked)));
    assert.deepEqual(own, other);
  });
}

test('a stream that takes longer than its client allows ends with that', async () => {
  for (const headers of [
    { ...connect, 'connect-timeout-ms': '0' },
    { ...grpcWeb, 'grpc-timeout': '0m' },
  ]) {
    const [own, other] = await Promise.all(servers.map((server) => ask(server, { name: '', headers })));
    assert.match(own?.body ?? '', /deadline_exceeded|grpc-status: 4/);
    assert.deepEqual(own, other);
  }
});
