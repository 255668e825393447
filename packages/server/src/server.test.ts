import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { test } from 'node:test';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError } from '@connectrpc/connect';
import { pino } from 'pino';
import { LiveService, type WatchResponse } from './gen/wattlet/v1/live_pb.js';
import { OperationsService } from './gen/wattlet/v1/operations_pb.js';
import { AreaType, SeriesService, Stream } from './gen/wattlet/v1/series_pb.js';
import { createTestDatabase } from './platform/postgres/test-database.ts';
import { eventually } from './platform/testing/eventually.ts';
import { startTcpProxy } from './platform/testing/tcp-proxy.ts';
import { STREAM_NAMES, type StreamName } from './streams/definitions.ts';
import { startTestServer, type TestServer } from './testing/test-server.ts';

const FILES = {
  load: ['load/2022_01_01_20_ActualTotalLoad6.1.A.csv', 'load/2022_01_01_21_ActualTotalLoad6.1.A.csv'],
  generation: [
    'generation/2022_01_01_20_AggregatedGenerationPerType16.1.BC.csv',
    'generation/2022_01_01_21_AggregatedGenerationPerType16.1.BC.csv',
  ],
  flows: ['flows/2022_01_01_20_PhysicalFlows12.1.G.csv', 'flows/2022_01_01_21_PhysicalFlows12.1.G.csv'],
} as const;

const SELECTORS = {
  load: { stream: Stream.LOAD, area: 'GR', areaType: AreaType.CTY },
  generation: { stream: Stream.GENERATION, area: 'GR', areaType: AreaType.CTY },
  flows: { stream: Stream.FLOWS, fromArea: 'GR', areaType: AreaType.CTY },
};

const range = {
  from: timestampFromDate(new Date('2022-01-01T00:00:00Z')),
  to: timestampFromDate(new Date('2022-01-02T00:00:00Z')),
};

/** Points of Greece that the API serves of a stream, by RPC. */
async function points(server: TestServer, stream: StreamName): Promise<number> {
  const { series } = await server.client(SeriesService).getSeries({ selector: SELECTORS[stream], range });
  return series.flatMap(({ runs }) => runs).reduce((sum, run) => sum + run.kilowattDeltas.length, 0);
}

/** Status of the same question as CSV. */
async function csv(server: TestServer, stream: StreamName): Promise<{ status: number; lines: number }> {
  const area = stream === 'flows' ? 'from_area' : 'area';
  const response = await fetch(
    `${server.url}/v1/series/${stream}.csv?${area}=GR&from=2022-01-01&to=2022-01-02`,
  );
  return { status: response.status, lines: (await response.text()).trimEnd().split('\n').length };
}

const served = (server: TestServer, stream: StreamName, before: number): Promise<number> =>
  eventually(async () => {
    const count = await points(server, stream);
    return count > before ? count : undefined;
  });

/** What a live stream of some streams' data for Greece was told; ends with the stream, keeping why. */
function watch(server: TestServer, streams: readonly StreamName[]) {
  const stop = new AbortController();
  const events: WatchResponse['event'][] = [];
  const topics = streams.map((stream, index) => ({
    id: index + 1,
    subject: { case: 'series' as const, value: { selector: SELECTORS[stream], range } },
  }));
  const read = async (): Promise<ConnectError | undefined> => {
    try {
      const stream = server.client(LiveService).watch({ topics }, { signal: stop.signal });
      for await (const { event } of stream) events.push(event);
      return undefined;
    } catch (error) {
      return ConnectError.from(error);
    }
  };
  const ended = read();
  return {
    ended,
    stop: () => stop.abort(),
    opened: () => eventually(() => (events.some(({ case: kind }) => kind === 'ready') ? true : undefined)),
    patched: (stream: StreamName) => {
      const topicId = streams.indexOf(stream) + 1;
      return eventually(() =>
        events.some((event) => event.case === 'series' && event.value.topicIds.includes(topicId))
          ? true
          : undefined,
      );
    },
  };
}

const isUp = (server: TestServer): Promise<true> =>
  eventually(async () => {
    const { status } = await server.readyz();
    return status === 'up' ? true : undefined;
  });

/** Starts a server that has imported the first file of every stream. */
async function startFilledServer(env: Record<string, string> = {}): Promise<TestServer> {
  const server = await startTestServer(env);
  try {
    for (const [first] of Object.values(FILES)) await server.put(first);
    for (const stream of STREAM_NAMES) await served(server, stream, 0);
    await isUp(server);
    return server;
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
}

/** Load and flows are imported, served and streamed, generation is unavailable, and `/readyz` says so. */
async function assertOnlyGenerationIsDown(server: TestServer): Promise<void> {
  const readiness = await eventually(async () => {
    const answer = await server.readyz();
    return answer.status === 'degraded' ? answer : undefined;
  });
  assert.equal(readiness.httpStatus, 200, 'the node stays in service');
  assert.deepEqual(
    readiness.streams.map(({ stream, state }) => [stream, state]),
    [
      ['load', 'up'],
      ['generation', 'down'],
      ['flows', 'up'],
    ],
  );
  const downRoles = readiness.roles.filter(({ state }) => state === 'down').map(({ role }) => role);
  assert.deepEqual(
    downRoles.filter((role) => !role.endsWith(':generation')),
    [],
  );

  const failure = await points(server, 'generation').then(
    () => assert.fail('generation was served'),
    (error: unknown) => ConnectError.from(error),
  );
  assert.equal(failure.code, Code.Unavailable);
  assert.match(failure.rawMessage, /the generation stream is not available/);
  assert.equal((await csv(server, 'generation')).status, 503);

  const live = watch(server, ['load', 'generation', 'flows']);
  await live.opened();
  for (const stream of ['load', 'flows'] as const) {
    const before = await points(server, stream);
    await server.put(FILES[stream][1]);
    await live.patched(stream);
    assert.equal((await csv(server, stream)).lines - 1, await served(server, stream, before));
  }
  live.stop();
  await live.ended;
}

test('with the generation schema dropped the other streams do not notice, and it comes back with its data', async () => {
  await using server = await startFilledServer();
  const { database } = server.home.node.streams.generation;
  const before = await server.home.state('generation');
  const others = watch(server, ['load', 'flows']);
  await others.opened();

  // Holds up whoever would create the schema anew.
  const holder = await database.connect();
  await holder.query(`select pg_advisory_lock(${0x6d696772}, hashtext('generation'))`);
  await database.sql`drop schema generation cascade`;
  await assertOnlyGenerationIsDown(server);
  await holder.end();

  await isUp(server);
  await served(server, 'generation', 0);
  assert.deepEqual(await server.home.state('generation'), before, 'filled from the source again');
  await server.put(FILES.generation[1]);
  await served(server, 'generation', await points(server, 'generation'));
  for (const stream of ['load', 'flows'] as const) await others.patched(stream);
  others.stop();
  assert.equal((await others.ended)?.code, Code.Canceled, 'the streams that were open stayed open');
});

test('with the database of generation unreachable the other streams do not notice, and it comes back by itself', async () => {
  await using database = await createTestDatabase();
  await using proxy = await startTcpProxy(database.url);
  await using server = await startFilledServer({
    DATABASE_URL: database.url,
    DATABASE_URL_GENERATION: proxy.url,
  });
  const live = watch(server, ['generation']);
  await live.opened();
  await proxy.refuse();
  await assertOnlyGenerationIsDown(server);

  await server.put(FILES.generation[1]);
  const before = (await csv(server, 'load')).lines;
  await proxy.heal();
  await isUp(server);
  await live.patched('generation');
  assert.equal((await csv(server, 'load')).lines, before);
  live.stop();
  await live.ended;
});

test('with the database of generation silent the other streams do not notice, and it goes on by itself', async () => {
  await using database = await createTestDatabase();
  await using proxy = await startTcpProxy(database.url);
  await using server = await startFilledServer({
    DATABASE_URL: database.url,
    DATABASE_URL_GENERATION: proxy.url,
  });
  const live = watch(server, ['load', 'generation', 'flows']);
  await live.opened();
  proxy.stall();
  const { streams } = await server.readyz();
  assert.deepEqual(
    streams.map(({ state }) => state),
    ['up', 'down', 'up'],
  );
  for (const stream of ['load', 'flows'] as const) {
    await server.put(FILES[stream][1]);
    await live.patched(stream);
  }
  await server.put(FILES.generation[1]);
  await proxy.heal();
  await live.patched('generation');
  await isUp(server);
  live.stop();
  await live.ended;
});

test('a server that is told to end tells the open streams that it is unavailable, and ends', async () => {
  await using server = await startFilledServer();
  const streams = Array.from({ length: 20 }, () => watch(server, ['load', 'generation', 'flows']));
  await Promise.all(streams.map((stream) => stream.opened()));
  await server.close();
  for (const stream of streams) {
    const error = await stream.ended;
    assert.deepEqual([error?.code, error?.rawMessage], [Code.Unavailable, 'the server is shutting down']);
  }
  await assert.rejects(fetch(`${server.url}/livez`));
});

test('a server ends also while a database is silent', { timeout: 120_000 }, async () => {
  await using database = await createTestDatabase();
  await using proxy = await startTcpProxy(database.url);
  await using server = await startFilledServer({
    DATABASE_URL: database.url,
    DATABASE_URL_GENERATION: proxy.url,
  });
  const live = watch(server, ['load', 'generation']);
  await live.opened();
  proxy.stall();
  // The parser asks its silent database what it has seen.
  const { streams } = await server.readyz();
  assert.equal(streams[1]?.state, 'down');
  await server.close();
  assert.equal((await live.ended)?.code, Code.Unavailable);
});

test('a server without databases answers, names all three, and is out of service until they are there', async () => {
  await using database = await createTestDatabase();
  await using proxy = await startTcpProxy(database.url);
  await proxy.refuse();
  await using server = await startTestServer({ DATABASE_URL: proxy.url });
  const readiness = await server.readyz();
  assert.deepEqual([readiness.httpStatus, readiness.status], [503, 'down']);
  assert.ok(readiness.streams.every(({ state }) => state === 'down'));
  assert.equal((await fetch(`${server.url}/livez`)).status, 200);
  const health = await server.client(OperationsService).getHealth({});
  assert.equal(health.streams.length, 3);
  assert.ok(health.streams.every(({ reason }) => /ECONNREFUSED/.test(reason)));
  await server.put(FILES.load[0]);
  await proxy.heal();
  await isUp(server);
  await served(server, 'load', 0);
  const { imports } = await server.client(OperationsService).listImports({ stream: Stream.LOAD });
  assert.deepEqual(
    imports.map(({ file }) => file),
    [basename(FILES.load[0])],
  );
});

test('`/readyz` tells nobody why a stream or a role is down: the log does, once', async () => {
  await using database = await createTestDatabase();
  await using proxy = await startTcpProxy(database.url);
  await proxy.refuse();
  const lines: Record<string, unknown>[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
  await using server = await startTestServer({ DATABASE_URL: proxy.url }, log);
  const answers = await eventually(async () => {
    const { roles } = await server.readyz();
    if (!roles.some(({ state }) => state === 'down')) return undefined;
    return (await fetch(`${server.url}/readyz`)).text();
  });
  assert.doesNotMatch(answers, /reason|ECONNREFUSED|127\.0\.0\.1/);
  const reasons = lines.filter(({ msg }) => msg === 'stream is down');
  assert.deepEqual(reasons.map(({ stream }) => stream).sort(), ['flows', 'generation', 'load']);
  for (const { reason } of reasons) assert.match(String(reason), /ECONNREFUSED/);
});
