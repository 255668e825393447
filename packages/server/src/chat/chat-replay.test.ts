import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, suite, test } from 'node:test';
import fc from 'fast-check';
import type { Person } from '../access/principal.ts';
import type { ChatMessage, Conversation } from '../gen/wattlet/v1/conversation_pb.js';
import { type ChatFixture, createChatFixture } from './testing/chat-fixture.ts';
import { openWatch, type TestWatch } from './testing/chat-watch.ts';

/** What somebody knows of a conversation by a read and what they were told since. */
interface Known {
  conversation: Conversation | undefined;
  messages: ChatMessage[];
  change: bigint;
}

suite('what is told of a conversation', () => {
  let fixture: ChatFixture;
  let customer: Person;
  let agents: [Person, Person];
  before(async () => {
    fixture = await createChatFixture();
    const siteId = await fixture.site();
    customer = await fixture.person(siteId);
    agents = [await fixture.person(siteId, 'agent'), await fixture.person(siteId, 'agent')];
  });
  after(() => fixture[Symbol.asyncDispose]());

  const read = async (who: Person, conversationId: string): Promise<Known> => {
    const { conversation, messages, cursor } = await fixture
      .as(who)
      .listMessages({ conversationId, pageSize: 200 });
    return { conversation, messages, change: cursor?.change ?? 0n };
  };
  const watch = (who: Person, conversationId: string, { change }: Known): Promise<TestWatch> =>
    openWatch(fixture, who, [
      { id: 1, subject: { case: 'conversation', value: { conversationId, cursor: { change } } } },
    ]);
  /** Takes what is told until the change that is the newest now. */
  const follow = async (stream: TestWatch, known: Known, newest: bigint) => {
    while (known.change < newest) {
      const { value } = await stream.next('conversation');
      assert.ok((value.cursor?.change ?? 0n) > known.change, 'a change was told twice');
      known.conversation = value.conversation;
      known.messages.push(...value.messages);
      known.change = value.cursor?.change ?? known.change;
    }
  };

  const actor = fc.constantFrom<0 | 1 | 2>(0, 1, 2);
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('say' as const), actor, note: fc.boolean() }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('read' as const),
        actor,
        number: fc.bigInt({ min: 0n, max: 9n }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('claim' as const, 'close' as const), actor }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('reconnect' as const), actor }) },
  );

  test('added to an earlier read it is what a fresh read says, whatever happens and whoever reconnects', async () => {
    const turns = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(turns, async (all) => {
        const people = [customer, ...agents];
        const opened = await fixture.as(customer).openConversation({ clientId: randomUUID() });
        const conversationId = opened.conversation?.conversationId ?? '';
        const watchers = await Promise.all(
          people.map(async (who) => {
            const known = await read(who, conversationId);
            return { who, known, stream: await watch(who, conversationId, known) };
          }),
        );
        const act = async (one: (typeof all)[number][number]) => {
          const watcher = watchers[one.actor];
          assert.ok(watcher);
          const { who } = watcher;
          const client = fixture.as(who);
          switch (one.kind) {
            case 'say': {
              const note = one.note && who !== customer;
              return client.sendMessage({ conversationId, clientId: randomUUID(), text: 'text', note });
            }
            case 'read':
              return client.markRead({ conversationId, readNumber: one.number });
            case 'claim': {
              // Somebody else may have it: then nothing happens.
              const claim = { conversationId, agentId: who.accountId };
              return who === customer ? undefined : client.assignConversation(claim).catch(() => undefined);
            }
            case 'close':
              return client.closeConversation({ conversationId });
            case 'reconnect':
              return undefined;
          }
        };
        for (const turn of all) {
          for (const { kind, actor: index } of turn) {
            const watcher = watchers[index];
            if (kind !== 'reconnect' || !watcher) continue;
            await watcher.stream[Symbol.asyncDispose]();
          }
          await Promise.all(turn.map(act));
          for (const watcher of watchers) {
            const { who, known } = watcher;
            if (turn.some((one) => one.kind === 'reconnect' && watchers[one.actor] === watcher))
              watcher.stream = await watch(who, conversationId, known);
            const fresh = await read(who, conversationId);
            await follow(watcher.stream, known, fresh.change);
            assert.deepEqual(known, fresh);
          }
        }
        for (const { stream } of watchers) await stream[Symbol.asyncDispose]();
        await fixture.as(customer).closeConversation({ conversationId });
      }),
      { numRuns: 6 },
    );
  });
});
