import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import fc from 'fast-check';
import { openConnection } from '../connection.ts';
import { systemTimers } from '../live/timers.ts';
import { CutProxy } from '../testing/cut-proxy.ts';
import { eagerTimers } from '../testing/eager-timers.ts';
import { befall, type Mishap, mishaps } from '../testing/mishap.ts';
import { SCRIPTED_AGENT, type ScriptedInboxChange } from '../testing/scripted-inbox.ts';
import { ScriptedServer } from '../testing/scripted-server.ts';
import { InboxApi } from './inbox-api.ts';
import { countInbox, countOpen, mostUrgentFirst } from './inbox-order.ts';
import type { InboxEvent } from './inbox-watch.ts';

type Happening =
  | { readonly does: 'change'; readonly change: ScriptedInboxChange }
  | { readonly does: 'repeat' | 'forget' }
  | Mishap;

const change: fc.Arbitrary<Happening> = fc.record({
  does: fc.constant('change'),
  change: fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        number: fc.nat(15),
        isOpen: fc.boolean(),
        agent: fc.nat(2),
        waitingMinutes: fc.option(fc.nat(5), { nil: undefined }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ number: fc.nat(15), isDeleted: fc.constant(true as const) }) },
  ),
});
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: change },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('repeat', 'forget') }) },
  ...mishaps,
);

suite('a watch of the inbox', () => {
  let server: ScriptedServer;
  let directUrl: string;
  let port: number;
  before(async () => {
    server = new ScriptedServer();
    ({ baseUrl: directUrl, port } = await server.listen());
  });
  after(() => server.close());

  async function carryOut(what: Happening, proxy: CutProxy): Promise<void> {
    switch (what.does) {
      case 'change':
        return server.changeInbox(what.change);
      case 'repeat':
        return server.repeatInbox();
      case 'forget':
        return server.inbox.forget();
      default:
        return befall(what, server, proxy);
    }
  }

  /** Follows a watch until it knows a change of the conversation that only this test changes. */
  async function follow(events: AsyncIterator<InboxEvent, undefined>, upTo: number): Promise<InboxEvent> {
    const versions = new Map<string, number>();
    for (;;) {
      const { value: event } = await events.next();
      assert.ok(event, 'the watch has ended');
      for (const { conversationId, lastChange } of event.conversations) {
        assert.ok(lastChange >= (versions.get(conversationId) ?? 0), 'no conversation goes back');
        versions.set(conversationId, lastChange);
      }
      if (event.conversations.some(({ lastChange }) => lastChange === upTo)) return event;
    }
  }

  for (const filter of ['open', 'mine', 'unassigned', 'closed'] as const) {
    test(`ends in the state of a fresh read of what is ${filter}, whatever is changed, repeated, cut, ended or reset meanwhile`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(happening, { maxLength: 25 }), async (happenings) => {
          const proxy = new CutProxy(port);
          const connection = openConnection({ baseUrl: await proxy.listen(), timers: eagerTimers() });
          const direct = openConnection({ baseUrl: directUrl });
          try {
            const events = new InboxApi(connection).watch({ filter, agentId: SCRIPTED_AGENT });
            await events.next();
            for (const what of happenings) await carryOut(what, proxy);
            server.changeInbox({
              number: 16,
              isOpen: filter !== 'closed',
              agent: filter === 'unassigned' ? 0 : 1,
            });
            const seen = await follow(events, server.inbox.position);
            const fresh = await new InboxApi(direct).list({ filter, pageSize: 100 });
            assert.deepEqual(seen.conversations, fresh.conversations.toSorted(mostUrgentFirst));
            if (filter === 'open')
              assert.deepEqual(countOpen(seen.conversations, SCRIPTED_AGENT), fresh.counts);
          } finally {
            connection.close();
            direct.close();
            await proxy.close();
          }
          await server.until(() => server.openStreams === 0);
        }),
        { numRuns: 60 },
      );
    });
  }

  test('tells which agents come and go, with the inbox as it is', async () => {
    const connection = openConnection({ baseUrl: directUrl });
    const events = new InboxApi(connection).watch();
    const { value: first } = await events.next();
    await server.until(() => server.openStreams === 1);
    server.tellPresence('agent-0', true);
    server.tellPresence('agent-0', false);
    const told = [await events.next(), await events.next()].map(({ value }) => value);
    assert.deepEqual(
      told.map((event) => event?.type === 'presence' && [event.agentId, event.isOnline]),
      [
        ['agent-0', true],
        ['agent-0', false],
      ],
    );
    assert.deepEqual(told[0]?.conversations, first?.conversations);
    connection.close();
    await server.until(() => server.openStreams === 0);
  });

  test('reads as many pages as it keeps conversations, and says that there are more', async () => {
    for (let number = 20; number < 270; number++) {
      server.inbox.change({ number, isOpen: true, agent: 0 });
    }
    const connection = openConnection({ baseUrl: directUrl });
    const inbox = new InboxApi(connection);
    const { value } = await inbox.watch({ limit: 230 }).next();
    assert.deepEqual([value?.conversations.length, value?.isCut], [230, true]);
    assert.equal(new Set(value?.conversations.map(({ conversationId }) => conversationId)).size, 230);
    assert.equal((await inbox.watch().next()).value?.isCut, false);
    connection.close();
  });

  test('of more than it keeps, those who wait longest come first, and all are counted as they come and go', async () => {
    const waiting = (number: number) => ({ number, isOpen: true, agent: 1, waitingMinutes: -number });
    for (let number = 269; number >= 20; number--) server.inbox.change(waiting(number));
    let at = 0;
    const timers = { ...systemTimers, now: () => at };
    const connection = openConnection({ baseUrl: directUrl, timers });
    const inbox = new InboxApi(connection);
    const events = inbox.watch({ limit: 100 });
    const next = async () => {
      const { value } = await events.next();
      assert.ok(value);
      return { ...value, counts: countInbox(value, SCRIPTED_AGENT) };
    };
    const first = await next();
    assert.equal(first.conversations[0]?.customerName, 'Customer 269');
    const { counts } = await inbox.list();
    assert.deepEqual([first.isCut, first.counts], [true, counts]);
    await server.until(() => server.openStreams === 1);
    server.changeInbox({ ...waiting(269), agent: 0 });
    const released = { ...counts, mine: counts.mine - 1, unassigned: counts.unassigned + 1 };
    assert.deepEqual((await next()).counts, released);
    // Whoever is answered makes room for who waits and was not known: with the next change after half a minute.
    for (let number = 180; number < 270; number++) {
      server.changeInbox({ number, isOpen: true, agent: 1 });
      await next();
    }
    at = 30_000;
    server.changeInbox({ number: 269, isOpen: true, agent: 1 });
    assert.equal((await next()).type, 'change', 'which is told at once');
    const again = await next();
    assert.equal(again.type, 'reset');
    assert.equal(again.conversations.filter(({ waitingSince }) => waitingSince).length, 100);
    connection.close();
    await server.until(() => server.openStreams === 0);
  });

  test('refuses a limit that is none, and what is nobody’s own, before it asks', () => {
    const connection = openConnection({ baseUrl: directUrl });
    assert.throws(() => new InboxApi(connection).watch({ limit: 2001 }), { code: 'invalid_argument' });
    assert.throws(() => new InboxApi(connection).watch({ filter: 'mine' }), { code: 'invalid_argument' });
    connection.close();
  });
});
