import assert from 'node:assert/strict';
import { after, before, suite, type TestContext, test } from 'node:test';
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import {
  type CallOptions,
  Code,
  ConnectError,
  createClient,
  createHandlerContext,
  type Transport,
} from '@connectrpc/connect';
import {
  createConnectTransport,
  createGrpcTransport,
  createGrpcWebTransport,
} from '@connectrpc/connect-node';
import {
  LiveService,
  type TopicSchema,
  WatchRequestSchema,
  type WatchResponse,
} from '../gen/wattlet/v1/live_pb.js';
import { type CursorSchema, Stream } from '../gen/wattlet/v1/series_pb.js';
import { eventually } from '../platform/testing/eventually.ts';
import { STREAM_NAMES, type StreamName } from '../streams/definitions.ts';
import { type LiveServiceOptions, liveService } from './live-service.ts';
import type { StreamHub } from './stream-hub.ts';
import { caughtUp, createLiveFixture, keepRunning, type LiveFixture } from './testing/live-fixture.ts';
import { type LiveServer, stalledClient, startLiveServer } from './testing/live-server.ts';
import { HOUR, NEW_YEAR, seriesName } from './testing/test-watch.ts';

let fixture: LiveFixture;
let greece = 0;
let bulgaria = 0;
let solar = 0;

before(async () => {
  fixture = await createLiveFixture();
  greece = await fixture.addSeries('load', { area: 'GR' });
  bulgaria = await fixture.addSeries('load', { area: 'BG' });
  solar = await fixture.addSeries('generation', { area: 'GR', productionType: 'Solar' });
});

after(async () => {
  await fixture[Symbol.asyncDispose]();
});

interface Setup {
  readonly server: LiveServer;
  readonly hubs: Readonly<Record<StreamName, StreamHub>>;
  watch(topics: MessageInitShape<typeof TopicSchema>[], options?: CallOptions): AsyncIterator<WatchResponse>;
}

interface SetupOptions extends Partial<LiveServiceOptions> {
  readonly up?: readonly StreamName[];
  readonly http2?: boolean;
  readonly way?: Way;
}

/** A protocol and a route: what is promised is promised on each. */
interface Way {
  readonly name: string;
  readonly route: 'own' | 'connect';
  readonly http2?: boolean;
  transport(baseUrl: string, httpVersion: '1.1' | '2'): Transport;
}

const connect: Way = {
  name: 'Connect',
  route: 'own',
  transport: (baseUrl, httpVersion) => createConnectTransport({ baseUrl, httpVersion }),
};

const WAYS: readonly Way[] = [
  connect,
  {
    ...{ ...connect, name: 'Connect with JSON' },
    transport: (baseUrl, httpVersion) =>
      createConnectTransport({ baseUrl, httpVersion, useBinaryFormat: false }),
  },
  {
    ...{ ...connect, name: 'gRPC-Web' },
    transport: (baseUrl, httpVersion) => createGrpcWebTransport({ baseUrl, httpVersion }),
  },
  { ...connect, name: 'Connect over HTTP/2', http2: true },
  {
    ...{ name: 'gRPC', route: 'own', http2: true },
    transport: (baseUrl) => createGrpcTransport({ baseUrl }),
  },
  { ...connect, name: "Connect by connect's own route", route: 'connect' },
];

/** Hubs that run, a server and a client, until the test is over. */
async function setUp(
  t: TestContext,
  { up = STREAM_NAMES, way = connect, http2 = way.http2 ?? false, ...options }: SetupOptions = {},
): Promise<Setup> {
  const hubs = {
    load: fixture.hub('load'),
    generation: fixture.hub('generation'),
    flows: fixture.hub('flows'),
  };
  for (const stream of up) {
    const running = keepRunning(hubs[stream]);
    t.after(() => running.stop());
    await caughtUp(hubs[stream], 0n);
  }
  const server = await startLiveServer({ hubs, ...options }, { http2, route: way.route });
  const client = createClient(LiveService, way.transport(server.url, http2 ? '2' : '1.1'));
  const ended = new AbortController();
  t.after(async () => {
    ended.abort();
    await server[Symbol.asyncDispose]();
  });
  return {
    server,
    hubs,
    watch: (topics, call = {}) =>
      client.watch({ topics }, { signal: ended.signal, ...call })[Symbol.asyncIterator](),
  };
}

const GREEK_LOAD = { stream: Stream.LOAD, area: 'GR' };
const GREEK_GENERATION = { stream: Stream.GENERATION, area: 'GR' };

function topic(
  id: number,
  selector: { stream: Stream; area: string } = GREEK_LOAD,
  more: { days?: number; cursor?: MessageInitShape<typeof CursorSchema> } = {},
): MessageInitShape<typeof TopicSchema> {
  const { days = 1, ...rest } = more;
  const range = { from: timestampFromMs(NEW_YEAR), to: timestampFromMs(NEW_YEAR + days * 24 * HOUR) };
  return { id, subject: { case: 'series', value: { selector, range, ...rest } } };
}

/** The next event that is no heartbeat. */
async function next(stream: AsyncIterator<WatchResponse>): Promise<WatchResponse['event']> {
  for (;;) {
    const { done, value } = await stream.next();
    if (done) return { case: undefined };
    if (value.event.case !== 'heartbeat') return value.event;
  }
}

const nobodyWatches = (hub: StreamHub) => eventually(() => (hub.watcherCount === 0 ? true : undefined));

for (const way of WAYS) suite(way.name, () => promises(way));

function promises(way: Way): void {
  const hourOf = (hour: number, kilowatts: number, seriesId = greece) => ({
    seriesId,
    day: NEW_YEAR,
    slots: new Map([[hour, kilowatts]]),
  });

  test('the first frame says where the topics stand and how often the heart beats, and asks proxies to keep out', async (t) => {
    const { watch, hubs } = await setUp(t, { way });
    let headers = new Headers();
    const stream = watch([topic(7)], {
      onHeader: (received) => {
        headers = received;
      },
    });
    const ready = await next(stream);
    assert.equal(ready.case, 'ready');
    if (ready.case !== 'ready') return;
    assert.equal(ready.value.heartbeat?.seconds, 15n);
    assert.deepEqual(
      ready.value.heads.map(({ topicId, cursor }) => [topicId, cursor?.epoch, cursor?.revision]),
      [[7, hubs.load.cursor?.epoch, hubs.load.cursor?.revision]],
    );
    assert.equal(headers.get('x-accel-buffering'), 'no');
    assert.equal(headers.get('cache-control'), 'no-store, no-transform');
  });

  test('a committed change arrives with its cursor, and a stream opened from the cursor before replays it', async (t) => {
    const { watch } = await setUp(t, { way });
    const stream = watch([topic(1), topic(2, { stream: Stream.LOAD, area: 'BG' })]);
    const ready = await next(stream);
    const before = ready.case === 'ready' ? ready.value.heads[0]?.cursor : undefined;
    const revision = await fixture.commit('load', [hourOf(1, 4_000)]);
    const live = await next(stream);
    const replayed = watch([topic(3, GREEK_LOAD, { ...(before && { cursor: before }) })]);
    await next(replayed);
    for (const [event, id] of [
      [live, 1],
      [await next(replayed), 3],
    ] as const) {
      assert.equal(event.case, 'series');
      if (event.case !== 'series') continue;
      assert.deepEqual(event.value.topicIds, [id]);
      assert.equal(event.value.cursor?.revision, revision);
      assert.deepEqual(
        event.value.patches.map(({ key }) => seriesName(key)),
        ['GR'],
      );
    }
  });

  test('a topic for every area of a stream is told which hours have changed, once for all of them, and from its cursor on', async (t) => {
    const { watch, hubs } = await setUp(t, { way });
    const range = { from: timestampFromMs(NEW_YEAR), to: timestampFromMs(NEW_YEAR + 24 * HOUR) };
    const every = (id: number, cursor?: MessageInitShape<typeof CursorSchema>) => ({
      id,
      subject: { case: 'stream' as const, value: { stream: Stream.LOAD, range, ...(cursor && { cursor }) } },
    });
    const stream = watch([every(1)]);
    const ready = await next(stream);
    const before = ready.case === 'ready' ? ready.value.heads[0]?.cursor : undefined;
    assert.ok(before);
    // The day after is not watched.
    await fixture.commit('load', [{ ...hourOf(6, 1), day: NEW_YEAR + 24 * HOUR }]);
    const revision = await fixture.commit('load', [hourOf(2, 4_100), hourOf(5, 700, bulgaria)]);
    await caughtUp(hubs.load, revision);
    const live = await next(stream);
    const replayed = watch([every(9, before)]);
    await next(replayed);
    for (const [event, id] of [
      [live, 1],
      [await next(replayed), 9],
    ] as const) {
      assert.equal(event.case, 'stream');
      if (event.case !== 'stream') continue;
      assert.deepEqual(event.value.topicIds, [id]);
      assert.equal(event.value.cursor?.revision, revision);
      assert.deepEqual(event.value.range?.from, timestampFromMs(NEW_YEAR + 2 * HOUR));
      assert.deepEqual(event.value.range?.to, timestampFromMs(NEW_YEAR + 6 * HOUR));
    }
  });

  test('an unknown area fails the whole call and names the field', async (t) => {
    const { watch, hubs } = await setUp(t, { way });
    const stream = watch([topic(1), topic(2, { stream: Stream.LOAD, area: 'XX' })]);
    await assert.rejects(stream.next(), (error) => {
      assert.ok(error instanceof ConnectError && error.code === Code.NotFound);
      assert.match(error.message, /area "XX" is unknown/);
      return true;
    });
    await nobodyWatches(hubs.load);
  });

  test('two topics of one id are an invalid argument', async (t) => {
    const { watch } = await setUp(t, { way });
    await assert.rejects(watch([topic(1), topic(1)]).next(), (error) => {
      assert.ok(error instanceof ConnectError && error.code === Code.InvalidArgument);
      assert.match(error.message, /topics\[1\]\.id: topics\[0\] has the id 1 already/);
      return true;
    });
  });

  test('silence is broken by heartbeats', async (t) => {
    const { watch } = await setUp(t, { way, heartbeatMs: 5 });
    const stream = watch([topic(1)]);
    await next(stream);
    for (const _ of [1, 2, 3]) assert.equal((await stream.next()).value?.event.case, 'heartbeat');
  });

  test('a stream ends in order when its life is over', async (t) => {
    const { watch, hubs } = await setUp(t, { way, lifeMs: { least: 0, most: 100 }, random: () => 0.5 });
    const stream = watch([topic(1)]);
    assert.equal((await next(stream)).case, 'ready');
    assert.equal((await stream.next()).done, true);
    await nobodyWatches(hubs.load);
  });

  test('a server that shuts down says that it is unavailable', async (t) => {
    const { watch, server, hubs } = await setUp(t, { way });
    const stream = watch([topic(1)]);
    await next(stream);
    const end = assert.rejects(
      stream.next(),
      (error) => error instanceof ConnectError && error.code === Code.Unavailable,
    );
    await server.close();
    await end;
    await nobodyWatches(hubs.load);
  });

  test('topics of a stream that is down wait, and the others go on', async (t) => {
    const { watch, hubs } = await setUp(t, { way, up: ['load'] });
    const stream = watch([topic(1), topic(2, GREEK_GENERATION)]);
    const ready = await next(stream);
    assert.deepEqual(ready.case === 'ready' && ready.value.heads.map(({ topicId }) => topicId), [1]);
    await fixture.commit('load', [hourOf(2, 1)]);
    const load = await next(stream);
    assert.deepEqual(load.case === 'series' && load.value.topicIds, [1]);

    const running = keepRunning(hubs.generation);
    t.after(() => running.stop());
    await caughtUp(hubs.generation, 0n);
    await fixture.commit('generation', [hourOf(2, 1, solar)]);
    const generation = await next(stream);
    assert.deepEqual(generation.case === 'series' && generation.value.topicIds, [2]);
  });

  test('a client that aborts leaves nothing behind', async (t) => {
    const { watch, hubs } = await setUp(t, { way });
    const gone = new AbortController();
    const stream = watch([topic(1), topic(2, GREEK_GENERATION)], { signal: gone.signal });
    await next(stream);
    assert.equal(hubs.load.watcherCount + hubs.generation.watcherCount, 2);
    gone.abort();
    await assert.rejects(stream.next());
    await nobodyWatches(hubs.load);
    await nobodyWatches(hubs.generation);
  });
}

/** Two years of quarter hours: a patch of them is 200 kB and more. */
const YEARS = 2 * 365;
const LONG = { from: NEW_YEAR, to: NEW_YEAR + YEARS * 24 * HOUR };

async function fillYears(): Promise<void> {
  await fixture.databases.load.sql`
    insert into chunk (series_id, day, resolution_minutes, kilowatts, total, present, digest, revision)
    select ${greece}, day, 15, (select array_agg(slot % 7) from generate_series(1, 96) slot), 0, 96, gen_random_uuid(), 0
    from generate_series(date '2022-01-01', date '2022-01-01' + ${YEARS - 1}::integer, interval '1 day') day
    on conflict do nothing`;
}

/** What a cut connection cancels is no news: nothing is printed. connect's plugin prints each. */
function expectSilence(t: TestContext, { route }: Way): void {
  const { mock } = t.mock.method(console, 'error', () => undefined);
  t.after(() => route === 'own' && assert.equal(mock.callCount(), 0));
}

const STALLS: readonly (readonly [Way, boolean])[] = [
  [connect, false],
  [connect, true],
  [{ ...connect, name: "connect's own route", route: 'connect' }, false],
];

for (const [way, http2] of STALLS) {
  const protocol = `${way.name}, ${http2 ? 'HTTP/2' : 'HTTP/1.1'}`;
  const request = { topics: [topic(1, GREEK_LOAD, { days: YEARS })] };

  test(`a client that takes no byte is cut off and does not slow the others (${protocol})`, async (t) => {
    expectSilence(t, way);
    await fillYears();
    // Whoever reads is not thought to have stalled before the first frame, however slow this machine is.
    const { watch, server, hubs } = await setUp(t, { way, http2, heartbeatMs: 100, stallMs: 3_000 });
    const stalled = await stalledClient(server, request, http2);
    t.after(() => stalled.leave());
    const stream = watch(request.topics);
    await next(stream);
    const follow = async () => {
      const revision = await fixture.announce('load', greece, LONG);
      const event = await next(stream);
      assert.equal(event.case === 'series' && event.value.cursor?.revision, revision);
    };
    for (let round = 0; round < 8; round++) await follow();
    await eventually(() => (hubs.load.watcherCount === 1 ? true : undefined));
    await stalled.readToEnd();
    await follow();
  });

  test(`a client that stalls and then goes away leaves nothing behind (${protocol})`, async (t) => {
    expectSilence(t, way);
    await fillYears();
    const { server, hubs } = await setUp(t, { way, http2 });
    const stalled = await stalledClient(server, request, http2);
    for (let round = 0; round < 8; round++) {
      await caughtUp(hubs.load, await fixture.announce('load', greece, LONG));
    }
    assert.equal(hubs.load.watcherCount, 1);
    stalled.leave();
    await nobodyWatches(hubs.load);
  });
}

test('a call that nobody reads from any more leaves nothing behind, though it never gets to its end', async (t) => {
  const { hubs } = await setUp(t);
  const gone = new AbortController();
  const context = createHandlerContext({
    service: LiveService,
    method: LiveService.method.watch,
    protocolName: 'connect',
    requestMethod: 'POST',
    url: 'http://localhost/',
    requestSignal: gone.signal,
  });
  const call = liveService({ hubs }).watch(create(WatchRequestSchema, { topics: [topic(1)] }), context);
  await call[Symbol.asyncIterator]().next();
  assert.equal(hubs.load.watcherCount, 1);
  gone.abort();
  assert.equal(hubs.load.watcherCount, 0);
});

test('a heartbeat that is not more frequent than what counts as stalled is refused', () => {
  const hubs = {
    load: fixture.hub('load'),
    generation: fixture.hub('generation'),
    flows: fixture.hub('flows'),
  };
  assert.throws(
    () => liveService({ hubs, heartbeatMs: 30_000 }),
    /heartbeatMs \(30000\) must be less than stallMs \(30000\)/,
  );
});
