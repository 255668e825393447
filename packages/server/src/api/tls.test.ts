import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request as requestHttps } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { createClient } from '@connectrpc/connect';
import {
  createConnectTransport,
  createGrpcTransport,
  createGrpcWebTransport,
} from '@connectrpc/connect-node';
import * as grpc from '@grpc/grpc-js';
import { Health, HealthCheckResponse_ServingStatus } from '../gen/grpc/health/v1/health_pb.js';
import { ChatService } from '../gen/wattlet/v1/chat_pb.js';
import { LiveService } from '../gen/wattlet/v1/live_pb.js';
import { SeriesService, Stream } from '../gen/wattlet/v1/series_pb.js';
import {
  TEST_AUTHORITY_FILE,
  TEST_OTHER_HOST_TLS,
  TEST_SERVER_TLS,
} from '../platform/sources/test-certificates.ts';
import { eventually } from '../platform/testing/eventually.ts';
import { silentLog } from '../platform/testing/silent-log.ts';
import { ServerCertificate } from '../platform/tls/server-certificate.ts';
import { type AccessServer, startAccessServer, type TestPerson } from '../testing/access-server.ts';
import { call, type GrpcCaller, metadataOf, openStream } from './testing/grpc-caller.ts';
import { assertHeadersLimited } from './testing/large-headers.ts';

const { SERVING } = HealthCheckResponse_ServingStatus;

suite('with a certificate, on the one port', () => {
  let folder: string;
  let server: AccessServer;
  let customer: TestPerson;
  let own: GrpcCaller;
  let ca: Buffer;
  before(async () => {
    ca = await readFile(TEST_AUTHORITY_FILE);
    folder = await mkdtemp(join(tmpdir(), 'wattlet-tls-'));
    const files = { TLS_CERT_FILE: join(folder, 'cert.pem'), TLS_KEY_FILE: join(folder, 'key.pem') };
    await writeFile(files.TLS_CERT_FILE, TEST_SERVER_TLS.cert);
    await writeFile(files.TLS_KEY_FILE, TEST_SERVER_TLS.key);
    server = await startAccessServer(files);
    customer = await server.person('customer');
    const client = new grpc.Client(new URL(server.url).host, grpc.credentials.createSsl(ca));
    own = { client, metadata: await metadataOf(server, customer) };
  });
  after(async () => {
    own.client.close();
    await server[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  test('who sends headers too slowly is cut off', { timeout: 40_000 }, async () => {
    const { hostname: host, port } = new URL(server.url);
    const socket = connectTls({ host, port: Number(port), ca, ALPNProtocols: ['http/1.1'] });
    await once(socket, 'secureConnect');
    socket.setEncoding('utf8').write('GET / HTTP/1.1\r\nHost: slow');
    const [answer] = await once(socket, 'data');
    assert.match(String(answer), /^HTTP\/1.1 408 /);
    socket.destroy();
  });

  test('a client of gRPC calls and streams', async () => {
    assert.match(server.url, /^https:/);
    const { areas } = await call(own, SeriesService.method.listAreas, { stream: Stream.LOAD });
    assert.ok(areas.length > 0);
    const { conversation } = await call(own, ChatService.method.openConversation, { clientId: randomUUID() });
    const value = { conversationId: conversation?.conversationId ?? '' };
    const topics = [{ id: 1, subject: { case: 'conversation' as const, value } }];
    const stream = openStream(own, LiveService.method.watch, { topics });
    const [first] = await once(stream, 'data');
    assert.equal(first.event.case, 'ready');
    const ended = once(stream, 'error');
    stream.cancel();
    await ended;
  });

  test('our own clients choose HTTP/1.1 or HTTP/2, Connect, gRPC-Web or gRPC', async () => {
    const { headers } = await server.accessToken(customer);
    const nodeOptions = { ca };
    for (const httpVersion of ['1.1', '2'] as const) {
      const options = { baseUrl: server.url, httpVersion, nodeOptions };
      const transports = {
        connect: createConnectTransport(options),
        'gRPC-Web': createGrpcWebTransport(options),
        ...(httpVersion === '2' && { gRPC: createGrpcTransport({ baseUrl: server.url, nodeOptions }) }),
      };
      for (const [protocol, transport] of Object.entries(transports)) {
        const { areas } = await createClient(SeriesService, transport).listAreas(
          { stream: Stream.LOAD },
          { headers },
        );
        assert.ok(areas.length > 0, `${protocol} over HTTP/${httpVersion}`);
      }
    }
  });

  test('headers without end are refused, and the connection goes on', () =>
    assertHeadersLimited(server.url, ca));

  test('browsers are told to come by HTTPS from now on', async () => {
    const request = requestHttps(`${server.url}/livez`, { ca }).end();
    const [{ statusCode, headers }] = await once(request, 'response');
    assert.equal(statusCode, 200);
    assert.match(headers['strict-transport-security'], /^max-age=\d{8}/);
  });

  test('whoever asks for its health is told, overall and by service', async () => {
    const { check, list, watch } = Health.method;
    const nobody = { ...own, metadata: new grpc.Metadata() };
    for (const service of ['', SeriesService.typeName, ChatService.typeName])
      assert.equal((await call(nobody, check, { service })).status, SERVING, service);
    await assert.rejects(call(nobody, check, { service: 'no.Such' }), { code: grpc.status.NOT_FOUND });
    const { statuses } = await call(nobody, list, {});
    assert.ok(Object.values(statuses).every(({ status }) => status === SERVING));
    assert.ok(SeriesService.typeName in statuses);
    const stream = openStream(nobody, watch, { service: 'no.Such' });
    const [unknown] = await once(stream, 'data');
    assert.equal(unknown.status, HealthCheckResponse_ServingStatus.SERVICE_UNKNOWN);
    const ended = once(stream, 'error');
    stream.cancel();
    await ended;
  });
});

test('a renewed certificate is used without a restart, and one that cannot be is not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wattlet-tls-'));
  const files = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
  await writeFile(files.certFile, TEST_OTHER_HOST_TLS.cert);
  await writeFile(files.keyFile, TEST_OTHER_HOST_TLS.key);
  const given: Buffer[] = [];
  try {
    using certificate = await ServerCertificate.open({ ...files, log: silentLog, rereadMs: 20 });
    certificate.addUser({ setSecureContext: ({ cert }) => given.push(cert) });
    await writeFile(files.certFile, 'half a certifi');
    await certificate.reread();
    assert.deepEqual(certificate.pair.cert, TEST_OTHER_HOST_TLS.cert);
    await writeFile(files.certFile, TEST_SERVER_TLS.cert);
    await eventually(() => given.at(-1)?.equals(TEST_SERVER_TLS.cert) || undefined);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a server with another certificate than its key does not start', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wattlet-tls-'));
  const files = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
  await writeFile(files.certFile, TEST_SERVER_TLS.cert);
  await copyFile(files.certFile, files.keyFile);
  try {
    await assert.rejects(
      ServerCertificate.open({ ...files, log: silentLog }),
      /TLS_CERT_FILE and TLS_KEY_FILE/,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a connection that says nothing does not hold up the end of a server with a certificate', {
  timeout: 60_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wattlet-tls-'));
  const files = { TLS_CERT_FILE: join(folder, 'cert.pem'), TLS_KEY_FILE: join(folder, 'key.pem') };
  await writeFile(files.TLS_CERT_FILE, TEST_SERVER_TLS.cert);
  await writeFile(files.TLS_KEY_FILE, TEST_SERVER_TLS.key);
  const server = await startAccessServer(files);
  const port = Number(new URL(server.url).port);
  const ca = await readFile(TEST_AUTHORITY_FILE);
  const ends = ['h2', 'http/1.1'].map(async (protocol) => {
    const socket = connectTls({ port, host: '127.0.0.1', ca, ALPNProtocols: [protocol] });
    socket.on('error', () => undefined);
    await once(socket, 'secureConnect');
    assert.equal(socket.alpnProtocol, protocol);
    return { socket, end: once(socket.resume(), 'close') };
  });
  const open = await Promise.all(ends);
  await server[Symbol.asyncDispose]();
  await Promise.all(open.map(({ end }) => end));
  await rm(folder, { recursive: true });
});
