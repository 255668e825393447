import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { create } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { TypingSchema } from '../gen/wattlet/v1/live_pb.js';
import { openPostgresBus } from '../platform/bus/postgres-bus.ts';
import { openDatabase } from '../platform/postgres/database.ts';
import { eventually } from '../platform/testing/eventually.ts';
import { silentLog } from '../platform/testing/silent-log.ts';
import type { FeedNotice, ScopedFeed } from './feed.ts';
import { FeedHub } from './feed-hub.ts';
import { numberedCursors } from './numbered-cursors.ts';
import { cuttableProxy } from './testing/cuttable-proxy.ts';
import {
  createFeedFixture,
  type Entry,
  entryFeed,
  type FeedFixture,
  type FeedReads,
  MAX_REPLAY,
} from './testing/feed-fixture.ts';
import { keepRunning } from './testing/live-fixture.ts';
import { entriesOf, TestFeedWatch } from './testing/test-feed-watch.ts';
import { WatcherQueue } from './watcher-queue.ts';

type Hub = FeedHub<bigint, readonly Entry[]>;

let fixture: FeedFixture;
let scopes = 0;

before(async () => {
  fixture = await createFeedFixture();
});

after(() => fixture[Symbol.asyncDispose]());

/** A scope of the test's own, with one entry. */
async function newScope(): Promise<string> {
  scopes += 1;
  const scope = `scope ${scopes}`;
  await fixture.write(scope, 'first', 1);
  return scope;
}

async function withHub(work: (hub: Hub) => Promise<void>, hub = fixture.hub()): Promise<void> {
  const running = keepRunning(hub);
  try {
    await work(hub);
  } finally {
    await running.stop();
  }
}

/** A watch that is let in. */
async function joined(...parameters: ConstructorParameters<typeof TestFeedWatch>): Promise<TestFeedWatch> {
  const watch = new TestFeedWatch(...parameters);
  assert.equal((await watch.membership.outcomeWithin(10_000)).kind, 'joined');
  return watch;
}

test('a change reaches those who watch its scope and may see it, and nobody else', () =>
  withHub(async (hub) => {
    const scope = await newScope();
    const other = await joined(hub, { scope: await newScope() });
    const all = await joined(hub, { scope });
    const own = await joined(hub, { scope, view: 'ann' });
    const neighbour = await joined(hub, { scope, view: 'bob' });
    await fixture.write(scope, 'a', 1, 'ann');
    await fixture.write(scope, 'b', 2, 'bob');
    const last = await fixture.write(scope, 'c', 3, 'ann');
    for (const watch of [all, own]) await watch.reach(last);
    await neighbour.take();
    assert.deepEqual(all.events.flatMap(entriesOf), ['a', 'b', 'c']);
    assert.deepEqual(own.events.flatMap(entriesOf), ['a', 'c']);
    assert.deepEqual(neighbour.events.flatMap(entriesOf), ['b']);
    assert.deepEqual(await other.take(), []);
  }));

test('who follows a read is given what is newer, and one who has seen all there is starts at the newest number', () =>
  withHub(async (hub) => {
    const scope = await newScope();
    const second = await fixture.write(scope, 'second', 2, 'ann');
    const third = await fixture.write(scope, 'third', 3, 'ann');
    const behind = new TestFeedWatch(hub, { scope, after: second });
    assert.deepEqual(await behind.membership.outcomeWithin(10_000), { kind: 'joined', cursor: second });
    assert.deepEqual((await behind.take()).map(entriesOf), [['third']]);
    // Nothing of what is newer is for this view.
    const blind = new TestFeedWatch(hub, { scope, view: 'bob', after: second });
    assert.deepEqual(await blind.membership.outcomeWithin(10_000), { kind: 'joined', cursor: third });
    assert.deepEqual(await blind.take(), []);
    const fromNow = new TestFeedWatch(hub, { scope });
    assert.deepEqual(await fromNow.membership.outcomeWithin(10_000), { kind: 'joined', cursor: third });
  }));

test('many writers at once: every change comes once and in order to whoever watches, from whichever read they follow', () =>
  withHub(async (hub) => {
    const scope = await newScope();
    const writers = 8;
    const each = 12;
    const watches = [await joined(hub, { scope })];
    const first = watches[0]?.cursor ?? 0n;
    const follow = async () => {
      const { cursor, values } = await fixture.read(scope);
      watches.push(await joined(hub, { scope, after: cursor }, values));
    };
    const write = async (writer: number) => {
      for (let at = 0; at < each; at += 1) {
        await fixture.write(scope, `${writer} ${at}`, at);
        if (at % 4 === writer % 4) await follow();
      }
    };
    await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
    const { cursor, values } = await fixture.read(scope);
    assert.equal(values.size, writers * each + 1);
    for (const [index, watch] of watches.entries()) {
      await watch.reach(cursor);
      const names = watch.events.flatMap(entriesOf);
      assert.equal(new Set(names).size, names.length, `a change came twice: ${names}`);
      if (index === 0) assert.equal(names.length, Number(cursor - first) - 1);
      else assert.deepEqual(watch.values, values);
      watch.membership.leave();
    }
    assert.equal(hub.watcherCount, 0);
  }));

test('from whatever read a watch follows, and whatever is written meanwhile, it ends with what a fresh read has', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('write' as const), name: fc.constantFrom('a', 'b'), value: fc.nat(9) }),
    fc.record({ kind: fc.constant('read' as const) }),
    fc.record({ kind: fc.constant('join' as const), back: fc.nat(3) }),
    fc.record({ kind: fc.constant('settle' as const) }),
  );
  return withHub((hub) =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const scope = await newScope();
        const first = await fixture.read(scope);
        const reads = [first];
        const watches: TestFeedWatch[] = [];
        const writes: Promise<unknown>[] = [];
        for (const one of steps) {
          if (one.kind === 'settle') await Promise.all(writes);
          if (one.kind === 'read') reads.push(await fixture.read(scope));
          // Not awaited: it falls anywhere between the reading, the joining and the following.
          if (one.kind === 'write') writes.push(fixture.write(scope, one.name, one.value));
          if (one.kind === 'join') {
            const { cursor, values } = reads.at(-1 - one.back) ?? first;
            watches.push(new TestFeedWatch(hub, { scope, after: cursor }, values));
          }
        }
        await Promise.all(writes);
        const end = await fixture.read(scope);
        for (const watch of watches) {
          await watch.reach(end.cursor);
          assert.deepEqual(new Map([...watch.values].sort()), end.values);
          watch.membership.leave();
        }
        assert.equal(hub.watcherCount, 0);
      }),
      { numRuns: 40 },
    ),
  );
});

test('a cursor from the future, one too far back and a scope that is gone are told to read afresh', () =>
  withHub(
    async (hub) => {
      const scope = await newScope();
      const newest = await fixture.write(scope, 'x', 1);
      await fixture.database
        .sql`update counter set head = head + ${BigInt(MAX_REPLAY)} where scope = ${scope}`;
      const reasons: string[] = [];
      for (const order of [
        { scope, after: newest + 1_000n },
        { scope, after: 1n },
        { scope: 'none', after: 1n },
      ]) {
        const watch = new TestFeedWatch(hub, order);
        assert.deepEqual(await watch.membership.outcomeWithin(10_000), { kind: 'joined', cursor: undefined });
        for (const event of await watch.take()) if (event.kind === 'reset') reasons.push(event.reason);
      }
      assert.deepEqual(reasons, [
        'the cursor is newer than what is stored',
        'too much has changed since the cursor',
        'it is not there any more',
      ]);
      const watching = await joined(hub, { scope });
      await fixture.database.sql`delete from counter where scope = ${scope}`;
      const [event] = await eventually(async () => {
        const events = await watching.take();
        return events.length > 0 ? events : undefined;
      });
      assert.equal(event?.kind, 'reset');
    },
    fixture.hub({ recheckMs: 50 }),
  ));

test('however many watch a scope, its changes are read once', () => {
  const reads: FeedReads = { scopes: [] };
  return withHub(
    async (hub) => {
      const scope = await newScope();
      const { cursor } = await fixture.read(scope);
      const watches = await Promise.all(
        Array.from({ length: 50 }, (_, index) => joined(hub, { scope, topicId: index, after: cursor })),
      );
      reads.scopes = [];
      const number = await fixture.write(scope, 'a', 1);
      for (const watch of watches) await watch.reach(number);
      assert.deepEqual(reads.scopes, [scope]);
      const [one, other] = watches.map(({ events }) => events.find(({ kind }) => kind === 'change'));
      assert.ok(one?.kind === 'change' && other?.kind === 'change');
      assert.equal(one.content, other.content);
    },
    fixture.hub({ feed: entryFeed(reads) }),
  );
});

test('who does not read is told to read afresh once, holds no more than the bound, and slows nobody', () =>
  withHub(async (hub) => {
    const scope = await newScope();
    const slow = await joined(hub, { scope, queue: new WatcherQueue({ maxEvents: 4 }) });
    const fast = await joined(hub, { scope });
    let last = 0n;
    for (let at = 0; at < 12; at += 1) {
      last = await fixture.write(scope, `${at}`, at);
      await fast.reach(last);
      assert.ok(slow.queue.size <= 4);
    }
    assert.deepEqual(fast.events.flatMap(entriesOf).length, 12);
    assert.deepEqual(
      (await slow.take()).map(({ kind }) => kind),
      ['reset'],
    );
    last = await fixture.write(scope, 'after', 1);
    await slow.reach(last);
    assert.deepEqual(slow.events.slice(1).map(entriesOf), [['after']]);
  }));

test('a hub that lost its database tells its watchers what they missed when it is back', async () => {
  await using proxy = await cuttableProxy(fixture.url);
  const database = openDatabase({ url: proxy.url, schema: 'platform' });
  const bus = openPostgresBus({ database, log: silentLog });
  try {
    await withHub(
      async (hub) => {
        const scope = await newScope();
        const watch = await joined(hub, { scope });
        proxy.cut();
        const missed = await fixture.write(scope, 'missed', 1);
        const waiting = new TestFeedWatch(hub, { scope, after: 1n });
        proxy.mend();
        await watch.reach(missed);
        await waiting.reach(missed);
        for (const one of [watch, waiting]) assert.deepEqual(one.events.map(entriesOf), [['missed']]);
      },
      fixture.hub({ sql: database.sql, bus }),
    );
  } finally {
    await database.close();
  }
});

test('a change that no event announced is found all the same', () =>
  withHub(
    async (hub) => {
      const scope = await newScope();
      const watch = await joined(hub, { scope });
      await fixture.database.sql`
      with c as (update counter set head = head + 1 where scope = ${scope} returning head)
      insert into entry select ${scope}, 'silent', '', head, 1 from c`;
      await watch.reach(2n);
      assert.deepEqual(watch.events.map(entriesOf), [['silent']]);
    },
    fixture.hub({ recheckMs: 20 }),
  ));

test('as many scopes as are looked at in one go are all looked at in every go', async () => {
  let looked = 0;
  const feed: ScopedFeed<bigint, never> = {
    name: 'steady',
    topic: 'steady-changed',
    cursors: numberedCursors(MAX_REPLAY),
    heads: async (_sql, names) => {
      looked += names.length;
      return new Map(names.map((name) => [name, 1n]));
    },
    look: async () => ({ head: 1n, batch: undefined }),
    cut: () => undefined,
  };
  const { bus } = fixture;
  // In every round it is time to look.
  const hub = new FeedHub({ feed, sql: fixture.database.sql, bus, recheckMs: 0 });
  const queue = new WatcherQueue();
  const memberships = Array.from({ length: 500 }, (_, topicId) =>
    hub.watch({ scope: `steady ${topicId}`, view: 'all', topicId, queue }),
  );
  let rounds: number[] = [];
  const stop = new AbortController();
  const running = hub.run(stop.signal, () => {
    rounds.push(looked);
    looked = 0;
  });
  try {
    for (const { outcomeWithin } of memberships) await outcomeWithin(10_000);
    rounds = [];
    // The first of them may have begun before.
    const full = await eventually(() => (rounds.length > 4 ? rounds.slice(1, 5) : undefined));
    assert.deepEqual(full, [500, 500, 500, 500]);
  } finally {
    stop.abort();
    await running;
  }
});

const typing = (name: string): FeedNotice => ({
  name,
  content: { case: 'typing', value: create(TypingSchema, { senderId: name, typing: true }) },
});

test('a notice passes at once to those of the scope who may see it, the newest of a name only, and is left out where the queue is full', () =>
  withHub(async (hub) => {
    const scope = await newScope();
    const queue = new WatcherQueue({ maxEvents: 4 });
    const ann = await joined(hub, { scope, view: 'ann', queue });
    const bob = await joined(hub, { scope, view: 'bob' });
    const other = await joined(hub, { scope: await newScope(), view: 'ann' });
    const toAnn = (name: string) => (view: string) => (view === 'ann' ? typing(name) : undefined);
    hub.announce(scope, toAnn('cat'));
    hub.announce(scope, toAnn('cat'));
    hub.announce(scope, toAnn('dog'));
    hub.announce(scope, toAnn('eel'));
    const names = (await ann.take()).map((event) => event.kind === 'notice' && event.name);
    assert.deepEqual(names, ['cat', 'dog']);
    for (const watch of [bob, other]) assert.deepEqual(await watch.take(), []);
    ann.membership.leave();
    hub.announce(scope, toAnn('cat'));
    assert.deepEqual(await ann.take(), []);
  }));

test('whoever leaves is forgotten, also before they were let in', async () => {
  const hub = fixture.hub();
  const scope = await newScope();
  const early = new TestFeedWatch(hub, { scope });
  assert.equal((await early.membership.outcomeWithin(10_000)).kind, 'waiting');
  early.membership.leave();
  assert.equal(hub.watcherCount, 0);
  await withHub(async () => {
    const watch = await joined(hub, { scope });
    const never = new TestFeedWatch(hub, { scope });
    assert.equal(hub.watcherCount, 2);
    for (const { membership } of [watch, never]) {
      membership.leave();
      membership.leave();
    }
    assert.equal(hub.watcherCount, 0);
    const last = await joined(hub, { scope });
    await last.reach(await fixture.write(scope, 'late', 1));
    for (const gone of [early, watch, never]) assert.deepEqual(await gone.take(), []);
  }, hub);
});
