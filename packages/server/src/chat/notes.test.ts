import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, suite, test } from 'node:test';
import { toJsonString } from '@bufbuild/protobuf';
import type { Person } from '../access/principal.ts';
import { exportAccount } from '../accounts/export-account.ts';
import { refusesWith } from '../embedding/testing/refuses-with.ts';
import { ListConversationsResponseSchema, ListMessagesResponseSchema } from '../gen/wattlet/v1/chat_pb.js';
import { type ChatFixture, createChatFixture } from './testing/chat-fixture.ts';
import { openWatch } from './testing/chat-watch.ts';

const SECRET = 'unmentionable';

suite('notes of agents', () => {
  let fixture: ChatFixture;
  let customer: Person;
  let agent: Person;
  before(async () => {
    fixture = await createChatFixture();
    const siteId = await fixture.site();
    customer = await fixture.person(siteId);
    agent = await fixture.person(siteId, 'agent');
  });
  after(() => fixture[Symbol.asyncDispose]());

  const say = async (who: Person, conversationId: string, text: string, note = false) =>
    (await fixture.as(who).sendMessage({ conversationId, clientId: randomUUID(), text, note })).message;

  /** Everything that the customer can read, without the place of the inbox, which is another with every read. */
  async function everything(conversationId: string): Promise<string> {
    const client = fixture.as(customer);
    const list = await client.listConversations({});
    const messages = await client.listMessages({ conversationId });
    return [
      toJsonString(ListConversationsResponseSchema, { ...list, cursor: undefined }),
      toJsonString(ListMessagesResponseSchema, messages),
      JSON.stringify((await exportAccount(fixture.sql, customer))['chats']),
    ].join('\n');
  }

  test('leave nothing that a customer could read, count or conclude from', async () => {
    const opened = await fixture.as(customer).openConversation({ clientId: randomUUID() });
    const conversationId = opened.conversation?.conversationId ?? '';
    await say(customer, conversationId, 'hello');
    await say(agent, conversationId, 'good day');
    const before = await everything(conversationId);
    fixture.now = new Date(fixture.now.getTime() + 60_000);
    const note = await say(agent, conversationId, SECRET, true);
    assert.deepEqual([note?.note, note?.number], [true, 0n]);
    assert.equal(await everything(conversationId), before);
    assert.match(before, /good day/);

    // What comes after shows no gap either.
    await say(agent, conversationId, 'anything else?');
    const { messages } = await fixture.as(customer).listMessages({ conversationId });
    const [first, second, third] = messages;
    assert.deepEqual([first?.number, second?.number, third?.number], [1n, 2n, 3n]);
    assert.equal(third?.change, (second?.change ?? 0n) + 1n);

    const forAgent = await fixture.as(agent).listMessages({ conversationId });
    assert.deepEqual(
      forAgent.messages.map(({ text, note: isNote }) => `${text}${isNote ? ' (note)' : ''}`),
      ['hello', 'good day', `${SECRET} (note)`, 'anything else?'],
    );
  });

  test('are found by agents only', async () => {
    const { found } = await fixture.as(agent).searchMessages({ query: SECRET });
    assert.equal(found.length, 1);
    await refusesWith(
      fixture.as(customer).searchMessages({ query: SECRET }),
      'PermissionDenied',
      'AGENTS_ONLY',
    );
    const other = await fixture.person(await fixture.site(), 'agent');
    assert.deepEqual((await fixture.as(other).searchMessages({ query: SECRET })).found, []);
    // A site's word in the index is no way into it.
    const byId = await fixture.as(other).searchMessages({ query: `"${agent.siteId}"` });
    assert.deepEqual(byId.found, []);
  });

  test('are told as notes where they are the last that was written, and customers see what was said before', async () => {
    const opened = await fixture.as(customer).openConversation({ clientId: randomUUID() });
    const conversationId = opened.conversation?.conversationId ?? '';
    const lastOf = async (person: Person) => {
      const { conversation } = await fixture.as(person).listMessages({ conversationId });
      return [conversation?.lastText, conversation?.lastIsNote];
    };
    assert.deepEqual(await lastOf(agent), ['', false]);
    await say(customer, conversationId, 'hello');
    await say(agent, conversationId, 'a note', true);
    assert.deepEqual(await lastOf(agent), ['a note', true]);
    assert.deepEqual(await lastOf(customer), ['hello', false]);
    await say(agent, conversationId, 'good day');
    assert.deepEqual(await lastOf(agent), ['good day', false]);
  });

  test('cannot be written by customers', async () => {
    const opened = await fixture.as(customer).openConversation({ clientId: randomUUID() });
    const conversationId = opened.conversation?.conversationId ?? '';
    await refusesWith(say(customer, conversationId, 'note', true), 'PermissionDenied', 'AGENTS_ONLY');
  });

  test('are told to agents who watch, and customers are told of what comes after, without a gap', async () => {
    const opened = await fixture.as(customer).openConversation({ clientId: randomUUID() });
    const conversationId = opened.conversation?.conversationId ?? '';
    await using asCustomer = await openWatch(fixture, customer, [
      { id: 1, subject: { case: 'conversation', value: { conversationId } } },
      { id: 2, subject: { case: 'inbox', value: {} } },
    ]);
    await using asAgent = await openWatch(fixture, agent, [
      { id: 1, subject: { case: 'conversation', value: { conversationId } } },
    ]);
    await say(agent, conversationId, SECRET, true);
    const { value: change } = await asAgent.next('conversation');
    assert.deepEqual(
      change.messages.map(({ text }) => text),
      [SECRET],
    );
    await say(agent, conversationId, 'visible');
    // The first thing that the customer gets is what came second.
    const { value: seen } = await asCustomer.next('conversation');
    assert.deepEqual(
      seen.messages.map(({ text, change: number }) => [text, number]),
      [['visible', 2n]],
    );
    const { value: inbox } = await asCustomer.next('inbox');
    assert.deepEqual(
      inbox.conversations.map(({ lastText }) => lastText),
      ['visible'],
    );
    assert.ok(!asCustomer.received.some((event) => JSON.stringify(event, bigints).includes(SECRET)));
  });
});

const bigints = (_name: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
