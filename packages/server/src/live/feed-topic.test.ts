import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { create } from '@bufbuild/protobuf';
import { Code, ConnectError, createClient, createContextValues } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-node';
import type { Person, Principal } from '../access/principal.ts';
import { principalKey } from '../access/principal-key.ts';
import { type StreamCheck, streamChecksKey } from '../access/stream-checks.ts';
import {
  type AlertsTopic,
  AlertsTopicSchema,
  LiveService,
  type WatchResponse,
} from '../gen/wattlet/v1/live_pb.js';
import { eventually } from '../platform/testing/eventually.ts';
import { permissionDenied } from '../rpc/errors.ts';
import type { FeedHub } from './feed-hub.ts';
import { type FeedTopic, liveTopic } from './feed-topic.ts';
import { createFeedFixture, type Entry, type FeedFixture } from './testing/feed-fixture.ts';
import { createLiveFixture, keepRunning, type LiveFixture } from './testing/live-fixture.ts';
import { startLiveServer } from './testing/live-server.ts';
import { WatcherQueue } from './watcher-queue.ts';

let fixture: FeedFixture;
let series: LiveFixture;

before(async () => {
  [fixture, series] = await Promise.all([createFeedFixture(), createLiveFixture()]);
});

after(async () => {
  await Promise.all([fixture[Symbol.asyncDispose](), series[Symbol.asyncDispose]()]);
});

/** A topic of the scope, for everybody. */
function topicOf(hub: FeedHub<bigint, readonly Entry[]>, scope: string): FeedTopic<AlertsTopic> {
  return {
    hub,
    admit: () => ({ scope, view: 'all' }),
    after: ({ cursor }) => cursor?.sequence,
    headOf: (sequence) => ({ alerts: { sequence } }),
  };
}

/** A server with the topics of alerts, and a client, until the test is over. */
async function setUp(t: TestContext, alerts?: FeedTopic<AlertsTopic>) {
  const hubs = { load: series.hub('load'), generation: series.hub('generation'), flows: series.hub('flows') };
  const server = await startLiveServer({ hubs, ...(alerts && { feeds: { alerts: liveTopic(alerts) } }) });
  const transport = createConnectTransport({ baseUrl: server.url, httpVersion: '1.1' });
  const ended = new AbortController();
  t.after(async () => {
    ended.abort();
    await server[Symbol.asyncDispose]();
  });
  return (ids: readonly number[], sequence?: bigint, signal = ended.signal): AsyncIterator<WatchResponse> => {
    const cursor = sequence === undefined ? {} : { cursor: { sequence } };
    const topics = ids.map((id) => ({ id, subject: { case: 'alerts' as const, value: cursor } }));
    const stream = createClient(LiveService, transport).watch({ topics }, { signal });
    return stream[Symbol.asyncIterator]();
  };
}

function runHub(t: TestContext): FeedHub<bigint, readonly Entry[]> {
  const hub = fixture.hub();
  const running = keepRunning(hub);
  t.after(() => running.stop());
  return hub;
}

async function eventOf(stream: AsyncIterator<WatchResponse>): Promise<WatchResponse['event']> {
  const { done, value } = await stream.next();
  return done ? { case: undefined } : value.event;
}

test('Ready says where the topic stands; what changes comes with its cursor, and from a cursor on what is newer', async (t) => {
  const hub = runHub(t);
  const first = await fixture.write('replay', 'a', 1);
  const watch = await setUp(t, topicOf(hub, 'replay'));
  const stream = watch([4, 5]);
  const ready = await eventOf(stream);
  assert.ok(ready.case === 'ready');
  const heads = ready.value.heads.map(({ topicId, alerts }) => [topicId, alerts?.sequence]);
  assert.deepEqual(heads, [
    [4, first],
    [5, first],
  ]);
  const second = await fixture.write('replay', 'b', 2);
  const replayed = watch([7], first);
  const replayedReady = await eventOf(replayed);
  assert.ok(replayedReady.case === 'ready');
  assert.equal(replayedReady.value.heads[0]?.alerts?.sequence, first);
  for (const [one, ids] of [
    [stream, [4, 5]],
    [replayed, [7]],
  ] as const) {
    const event = await eventOf(one);
    assert.ok(event.case === 'alerts');
    assert.deepEqual([...event.value.topicIds].sort(), ids);
    assert.equal(event.value.cursor?.sequence, second);
    assert.deepEqual(
      event.value.alerts.map(({ alertId }) => alertId),
      ['b'],
    );
  }
});

test('a stream that ends leaves the hub', async (t) => {
  const hub = runHub(t);
  await fixture.write('left', 'a', 1);
  const watch = await setUp(t, topicOf(hub, 'left'));
  const leave = new AbortController();
  await watch([1], undefined, leave.signal).next();
  assert.equal(hub.watcherCount, 1);
  leave.abort();
  await eventually(() => (hub.watcherCount === 0 ? true : undefined));
});

test('a topic that the caller may not watch fails the call, and one that nothing serves is unimplemented', async (t) => {
  const hub = runHub(t);
  const refuse = () => {
    throw permissionDenied({ reason: 'NO', message: 'not for you' });
  };
  const refusing = await setUp(t, { ...topicOf(hub, 's'), admit: refuse });
  await assert.rejects(refusing([1]).next(), { code: Code.PermissionDenied });
  const without = await setUp(t);
  await assert.rejects(without([1]).next(), { code: Code.Unimplemented });
  assert.equal(hub.watcherCount, 0);
});

test('while a stream runs it is asked again what the caller may watch, and it ends when that is something else', async () => {
  const ann: Person = {
    kind: 'person',
    siteId: 's',
    accountId: 'ann',
    role: 'customer',
    via: 'session',
    scopes: new Set(),
    credentialId: 'c',
    expiresAt: new Date(0),
  };
  const topic: FeedTopic<AlertsTopic> = {
    ...topicOf(fixture.hub(), 's'),
    admit(principal: Principal) {
      if (principal.kind !== 'person') throw permissionDenied({ reason: 'NO', message: 'not for you' });
      return { scope: principal.siteId, view: principal.role === 'customer' ? principal.accountId : 'all' };
    },
  };
  const checks: StreamCheck[] = [];
  const values = createContextValues().set(principalKey, ann).set(streamChecksKey, checks);
  const position = { path: 'topics[0]', topicId: 1, queue: new WatcherQueue() };
  await liveTopic(topic)(create(AlertsTopicSchema), position, { values });
  const check = async (principal: Principal) => {
    for (const one of checks) await one({ principal });
  };
  await check(ann);
  await assert.rejects(check({ ...ann, role: 'agent' }), isError(Code.Unavailable));
  await assert.rejects(check({ ...ann, accountId: 'bob' }), isError(Code.Unavailable));
  await assert.rejects(check({ kind: 'anonymous' }), isError(Code.PermissionDenied));
});

const isError = (code: Code) => (error: unknown) => error instanceof ConnectError && error.code === code;
