import assert from 'node:assert/strict';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, suite, test } from 'node:test';
import { pino } from 'pino';
import { eventually } from '../platform/testing/eventually.ts';
import { REQUEST_ID } from '../rpc/request-log.ts';
import { type AccessServer, startAccessServer } from '../testing/access-server.ts';

const LIST_AREAS = '/wattlet.v1.SeriesService/ListAreas';
const WATCH = '/wattlet.v1.LiveService/Watch';
const BODY = '{"stream":"STREAM_LOAD"}';

interface Line {
  readonly requestId?: string;
  readonly msg: string;
  readonly method?: string;
  readonly path?: string;
  readonly status?: number;
}

suite('calls that cannot be read', () => {
  const lines: Line[] = [];
  let server: AccessServer;
  before(async () => {
    const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
    server = await startAccessServer({ WATTLET_OPEN_DATA: '1', GRPC_PORT: '0' }, { log });
  });
  after(() => server[Symbol.asyncDispose]());

  const linesOf = async (id: string) => {
    await eventually(() => lines.some(({ requestId }) => requestId === id) || undefined);
    return lines.filter(({ requestId }) => requestId === id);
  };

  test('a call has one line with its id, also when nothing could be read of it', async () => {
    const requests: [string, Record<string, string>, string, number][] = [
      ['read', {}, BODY, 200],
      ['no-message', {}, '{', 400],
      ['wrong-type', { 'content-type': 'application/xml' }, '<a/>', 415],
      ['not-packed', { 'content-encoding': 'gzip' }, 'x', 400],
      ['unknown-packing', { 'content-encoding': 'zstd' }, 'x', 501],
      ['too-large', {}, ' '.repeat(2 * 1024 * 1024), 429],
    ];
    for (const [id, headers, body, status] of requests) {
      const answer = await fetch(server.url + LIST_AREAS, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [REQUEST_ID]: id, ...headers },
        body,
      });
      assert.equal(answer.status, status, id);
      await answer.text();
      const [line, ...others] = await linesOf(id);
      assert.deepEqual(others, [], id);
      if (status === 200) assert.equal(line?.msg, 'call');
      else assert.deepEqual([line?.msg, line?.path, line?.status], ['request', LIST_AREAS, status], id);
    }
  });

  test('so has one on the port of gRPC', async () => {
    const session = connectHttp2(server.grpcUrl ?? '');
    const asked = session.request({
      ':method': 'POST',
      ':path': LIST_AREAS,
      'content-type': 'application/json',
      [REQUEST_ID]: 'by-http2',
    });
    asked.end('{');
    await text(asked);
    session.close();
    const [line, ...others] = await linesOf('by-http2');
    assert.deepEqual(others, []);
    assert.deepEqual([line?.msg, line?.path, line?.status], ['request', LIST_AREAS, 400]);
  });

  test('a host that is none is refused, and nothing is said but that', async (t) => {
    const said = t.mock.method(console, 'error', () => undefined);
    for (const path of [LIST_AREAS, WATCH]) {
      for (const host of ['Host: a b', 'Host: [', 'Host:', 'Host: here:99999', 'X-Other: 1']) {
        const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
        const version = host.startsWith('Host') ? '1.1' : '1.0';
        socket.write(
          `POST ${path} HTTP/${version}\r\n${host}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`,
        );
        const answer = await text(socket);
        assert.match(answer, /^HTTP\/1\.1 400 /, `${path} ${host}`);
        assert.match(answer, /"host\.invalid"/, `${path} ${host}`);
      }
    }
    const session = connectHttp2(server.grpcUrl ?? '');
    const asked = session.request({
      ':method': 'POST',
      ':path': LIST_AREAS,
      ':authority': 'here:99999',
      'content-type': 'application/json',
    });
    asked.end(BODY);
    assert.match(await text(asked), /"host\.invalid"/);
    session.close();
    assert.equal(said.mock.callCount(), 0);
  });
});
