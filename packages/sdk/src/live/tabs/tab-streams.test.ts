import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, suite, type TestContext, test } from 'node:test';
import { create, toBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import fc from 'fast-check';
import { file_wattlet_v1_live, ReadySchema } from '../../gen/wattlet/v1/live_pb.js';
import { CountingServer, CountingTopic } from '../../testing/counting-server.ts';
import { LiveConnection } from '../live-connection.ts';
import { systemTimers, type Timers } from '../timers.ts';
import { MAX_TOPICS } from '../topic-register.ts';
import { callerName } from './caller-name.ts';
import { type HostWords, TAB_FORMAT, type TabMessage } from './tab-message.ts';
import { TabStreams } from './tab-streams.ts';

const tokenOf = (claims: object) =>
  `e30.${Buffer.from(JSON.stringify({ iat: 1, exp: 2, ...claims })).toString('base64url')}.c2ln`;

/** A page of its own, as far as streams go: what it knows of others came over the channel. */
class Tab {
  readonly #connection: LiveConnection;
  readonly #streams: TabStreams;
  #onVisible: (() => void) | undefined;
  /** Every way in which the connection has been. */
  readonly states = new Set<string>();
  token: string | undefined;

  constructor(server: CountingServer, baseUrl: string, token?: string, timers = systemTimers) {
    this.token = token;
    this.#streams = new TabStreams({
      ...{ baseUrl, callerToken: async () => this.token, timers },
      watch: (topics, signal) => server.watchAs(this.token, topics, signal),
      listenForWake: (wake) => {
        this.#onVisible = wake;
        return () => undefined;
      },
    });
    this.#connection = new LiveConnection({
      ...{ timers: systemTimers, random: () => 0, listenForWake: () => () => undefined },
      open: (topics, signal) => this.#streams.open(topics, signal),
    });
    this.#connection.onStatus(({ state }) => this.states.add(state));
  }

  watch(cursor = 0): CountingTopic {
    const topic = new CountingTopic(cursor);
    this.#connection.join(topic);
    return topic;
  }

  becomeVisible(): void {
    this.#onVisible?.();
  }

  /** Somebody else signs in here. */
  become(token: string): void {
    this.token = token;
    this.#streams.resign();
    this.#connection.startOver();
  }

  close(): void {
    this.#streams.resign();
    this.#connection.close();
  }
}

suite('the streams of tabs', () => {
  let server: CountingServer;
  let baseUrl: string;
  let tabs: Tab[];

  const open = (token?: string, timers?: Timers) => {
    const tab = new Tab(server, baseUrl, token, timers);
    tabs.push(tab);
    return tab;
  };
  /** The name that who calls without a token has. */
  const anonymous = async () => (await callerName(baseUrl, undefined)) ?? assert.fail();
  const streams = (t: TestContext, expected: { open: number; topics: number }) =>
    t.waitFor(() => assert.deepEqual({ open: server.open, topics: server.topics }, expected), {
      timeout: 10_000,
    });
  const upTo = (t: TestContext, topics: readonly CountingTopic[], last = server.count) =>
    t.waitFor(
      () => {
        for (const { seen } of topics) assert.equal(seen.at(-1), last);
      },
      { timeout: 10_000 },
    );

  beforeEach(() => {
    server = new CountingServer();
    // Channels and locks are everybody's in this process.
    baseUrl = `http://${crypto.randomUUID()}.example`;
    tabs = [];
  });

  afterEach(() => {
    for (const tab of tabs) tab.close();
  });

  test('tabs of one caller share one stream, and each is told what it watches', async (t) => {
    const topics = [open(), open(), open()].flatMap((tab) => [tab.watch(), tab.watch()]);
    await streams(t, { open: 1, topics: 6 });
    server.add();
    server.add();
    await upTo(t, topics);
    for (const { seen } of topics) assert.deepEqual(seen, [1, 2]);
  });

  test('when the tab that holds the stream goes, another does, with nothing missed and nothing twice', async (t) => {
    const topics = [open(), open(), open()].map((tab) => tab.watch());
    await streams(t, { open: 1, topics: 3 });
    server.add();
    await upTo(t, topics);
    for (const left of [0, 1]) {
      tabs[left]?.close();
      for (let change = 0; change < 5; change++) server.add();
      await upTo(t, topics.slice(left + 1));
    }
    assert.deepEqual(topics[2]?.seen, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    await streams(t, { open: 1, topics: 1 });
  });

  test('whatever comes and goes in between, each tab sees every change once and in order', async (t) => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('open' as const) }),
      fc.record({ kind: fc.constantFrom('close' as const, 'watch' as const), tab: fc.nat(3) }),
      fc.record({ kind: fc.constantFrom('add' as const, 'fail' as const) }),
      fc.record({ kind: fc.constant('pause' as const), ms: fc.constantFrom(0, 5, 60) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        server = new CountingServer();
        const watching = new Map<Tab, CountingTopic[]>([[open(), []]]);
        const watch = (tab: Tab) => watching.get(tab)?.push(tab.watch());
        for (const one of [{ kind: 'watch' as const, tab: 0 }, ...steps]) {
          const tab = 'tab' in one ? [...watching.keys()][one.tab] : undefined;
          if (one.kind === 'open') watching.set(open(), []);
          else if (one.kind === 'add') server.add();
          else if (one.kind === 'fail') server.fail('unavailable');
          else if (one.kind === 'pause') await new Promise((resolve) => setTimeout(resolve, one.ms));
          else if (tab && one.kind === 'watch') watch(tab);
          else if (tab) {
            tab.close();
            watching.delete(tab);
          }
        }
        server.add();
        const topics = [...watching.values()].flat();
        await upTo(t, topics);
        const every = Array.from({ length: server.count }, (_, index) => index + 1);
        for (const { seen } of topics) assert.deepEqual(seen, every);
        for (const tab of watching.keys()) tab.close();
        await streams(t, { open: 0, topics: 0 });
      }),
      { numRuns: 30 },
    );
  });

  test('nothing is left when the last tab has gone', async (t) => {
    open().watch();
    await streams(t, { open: 1, topics: 1 });
    tabs[0]?.close();
    await streams(t, { open: 0, topics: 0 });
    const name = await anonymous();
    const { held = [], pending = [] } = await navigator.locks.query();
    assert.deepEqual(
      [...held, ...pending].filter((lock) => lock.name === name),
      [],
    );
  });

  test('callers share nothing with each other', async (t) => {
    const maria = { sub: 'maria', site: 'north' };
    open(tokenOf({ ...maria, jti: '1' })).watch();
    open(tokenOf({ ...maria, jti: '2' })).watch();
    open(tokenOf({ ...maria, site: 'south' })).watch();
    open(tokenOf({ sub: 'nikos' })).watch();
    open('wt_one').watch();
    open('wt_other').watch();
    open().watch();
    await streams(t, { open: 6, topics: 7 });
    assert.match((await callerName(baseUrl, tokenOf(maria))) ?? '', /^wattlet-live-[0-9a-f]{64}$/);
    assert.equal(await callerName(baseUrl, 'wt_one'), undefined, 'nobody knows whose it is');
  });

  test('who signs in where the stream is held is never the one who asks for others', async (t) => {
    const [maria, nikos] = [tokenOf({ sub: 'maria' }), tokenOf({ sub: 'nikos' })];
    for (const way of ['said', 'unsaid'] as const) {
      server = new CountingServer();
      const [first, second] = [open(maria), open(maria)];
      first.watch();
      await streams(t, { open: 1, topics: 1 });
      const topic = second.watch();
      await streams(t, { open: 1, topics: 2 });
      if (way === 'said') first.become(nikos);
      else {
        // As where a renewal brings the token of somebody else.
        first.token = nikos;
        second.watch();
      }
      await t.waitFor(() => assert.equal(server.topics, way === 'said' ? 2 : 3), { timeout: 10_000 });
      server.add();
      await upTo(t, [topic]);
      assert.deepEqual(server.callers.get(topic.id), new Set([maria]), way);
      first.close();
      second.close();
    }
  });

  test('a tab that is closed opens nothing for others', async (t) => {
    const topics = [open(), open()].map((tab) => tab.watch());
    await streams(t, { open: 1, topics: 2 });
    tabs[0]?.close();
    assert.equal(server.open, 0, 'it has ended when that returns');
    server.add();
    await upTo(t, topics.slice(1));
  });

  test('what comes in one go is no sign of sleep, however much it is', async (t) => {
    const topic = open().watch();
    await streams(t, { open: 1, topics: 1 });
    for (let change = 0; change < 600; change++) server.add();
    await upTo(t, [topic]);
    assert.equal(topic.seen.length, 600);
    assert.ok(!tabs[0]?.states.has('reconnecting'));
  });

  test('what is refused to the stream of all is asked for by each alone', async (t) => {
    server.refuse = (topics) => topics.length > 1;
    const topics = [open(), open()].map((tab) => tab.watch());
    await streams(t, { open: 2, topics: 2 });
    server.add();
    await upTo(t, topics);
  });

  test('who was sent away shares again, once a minute has passed', async (t) => {
    const timers = {
      ...systemTimers,
      after: (ms: number, run: () => void) => systemTimers.after(ms === 60_000 ? 200 : ms, run),
    };
    server.refuse = (topics) => topics.length > 1;
    const topics = [open(undefined, timers), open(undefined, timers)].map((tab) => tab.watch());
    await streams(t, { open: 2, topics: 2 });
    server.refuse = () => false;
    await streams(t, { open: 1, topics: 2 });
    server.add();
    await upTo(t, topics);
  });

  test('a stream that fails comes back for every tab, and is shared again', async (t) => {
    const topics = [open(), open()].map((tab) => tab.watch());
    await streams(t, { open: 1, topics: 2 });
    server.fail('unavailable');
    server.add();
    await upTo(t, topics);
    for (const { seen } of topics) assert.deepEqual(seen, [1]);
    await streams(t, { open: 1, topics: 2 });
  });

  test('a tab whose topics find no room opens a stream of its own', async (t) => {
    const first = open();
    for (let topic = 0; topic < MAX_TOPICS; topic++) first.watch();
    await streams(t, { open: 1, topics: MAX_TOPICS });
    const late = open().watch();
    await streams(t, { open: 2, topics: MAX_TOPICS + 1 });
    server.add();
    await upTo(t, [late]);
  });

  test('a tab that leads and never answers is succeeded', async (t) => {
    const asleep = navigator.locks.request(await anonymous(), () => new Promise(() => {}));
    const taken = assert.rejects(asleep, { name: 'AbortError' });
    const topics = [open(), open()].map((tab) => tab.watch());
    await streams(t, { open: 1, topics: 2 });
    await taken;
    server.add();
    await upTo(t, topics);
  });

  test('a tab that becomes visible finds out that the one that leads has fallen asleep', async (t) => {
    const name = await anonymous();
    const asleep = navigator.locks.request(name, () => new Promise(() => {}));
    asleep.catch(() => undefined);
    const channel = new BroadcastChannel(name);
    t.after(() => channel.close());
    const heard: string[] = [];
    const say = (words: HostWords, to: string) => channel.postMessage({ ...words, host: 'sleepy', to });
    channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
      heard.push(data.kind);
      if (data.kind !== 'join') return;
      say({ kind: 'hosted' }, data.from);
      say({ kind: 'event', event: { case: 'ready', value: create(ReadySchema) } }, data.from);
    };
    const tab = open();
    const topic = tab.watch();
    await t.waitFor(() => assert.deepEqual(heard, ['join', 'taken']));
    channel.onmessage = null;
    tab.becomeVisible();
    await streams(t, { open: 1, topics: 1 });
    server.add();
    await upTo(t, [topic]);
  });

  test('a tab that takes nothing of what it is told is let go', async (t) => {
    const topic = open().watch();
    await streams(t, { open: 1, topics: 1 });
    const channel = new BroadcastChannel(await anonymous());
    t.after(() => channel.close());
    const heard: string[] = [];
    channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
      if (data.kind === 'ask') join();
      else if ('to' in data && data.to === 'sleeper') heard.push(data.kind);
    };
    const join = () =>
      channel.postMessage({
        ...{ kind: 'join', from: 'sleeper' },
        topics: [{ id: 7, subject: { case: 'stream', value: { cursor: { revision: 0n } } } }],
      });
    join();
    await streams(t, { open: 1, topics: 2 });
    for (let change = 0; change < 300; change++) server.add();
    await upTo(t, [topic]);
    assert.ok(!heard.includes('end'), 'it may only be busy');
    await t.waitFor(
      () => {
        server.add();
        assert.equal(heard.at(-1), 'end');
      },
      { interval: 100, timeout: 10_000 },
    );
    assert.equal(server.open, 1, 'the other goes on');
  });
});

test('the number of the format goes up with the contract of the live stream', () => {
  const hash = createHash('sha256');
  for (const { proto } of [file_wattlet_v1_live, ...file_wattlet_v1_live.dependencies])
    hash.update(toBinary(FileDescriptorProtoSchema, proto));
  assert.deepEqual([TAB_FORMAT, hash.digest('hex').slice(0, 16)], [1, '3cbcafecc95d78e2']);
});
