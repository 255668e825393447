import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, suite, test } from 'node:test';
import type { Person } from '../access/principal.ts';
import { refusesWith } from '../embedding/testing/refuses-with.ts';
import { SenderKind } from '../gen/wattlet/v1/conversation_pb.js';
import { eventually } from '../platform/testing/eventually.ts';
import { type ChatFixture, createChatFixture } from './testing/chat-fixture.ts';
import { openWatch, type TestWatch } from './testing/chat-watch.ts';

suite('watching chats', () => {
  let fixture: ChatFixture;
  let siteId: string;
  let customer: Person;
  let agent: Person;
  before(async () => {
    fixture = await createChatFixture();
    siteId = await fixture.site();
    customer = await fixture.person(siteId);
    agent = await fixture.person(siteId, 'agent');
  });
  after(() => fixture[Symbol.asyncDispose]());

  const open = async (who = customer): Promise<string> => {
    const { conversation } = await fixture.as(who).openConversation({ clientId: randomUUID() });
    return conversation?.conversationId ?? '';
  };
  const say = (who: Person, conversationId: string, text: string) =>
    fixture.as(who).sendMessage({ conversationId, clientId: randomUUID(), text });
  const watchConversation = (who: Person, conversationId: string, change?: bigint): Promise<TestWatch> =>
    openWatch(fixture, who, [
      {
        id: 1,
        subject: {
          case: 'conversation',
          value: { conversationId, ...(change !== undefined && { cursor: { change } }) },
        },
      },
    ]);
  const watchInbox = (who: Person, position?: string): Promise<TestWatch> =>
    openWatch(fixture, who, [
      { id: 1, subject: { case: 'inbox', value: position === undefined ? {} : { cursor: { position } } } },
    ]);

  test('whoever watches from a cursor gets what came since, and then what comes, each once', async () => {
    const conversationId = await open();
    await say(customer, conversationId, '1');
    const { cursor } = await fixture.as(agent).listMessages({ conversationId });
    await say(customer, conversationId, '2');
    await say(agent, conversationId, '3');
    await using watch = await watchConversation(agent, conversationId, cursor?.change);
    const texts: string[] = [];
    const gather = async (count: number) => {
      while (texts.length < count) {
        texts.push(...(await watch.next('conversation')).value.messages.map(({ text }) => text));
      }
    };
    await gather(2);
    await Promise.all(['4', '5', '6', '7'].map((text) => say(customer, conversationId, text)));
    await gather(6);
    assert.deepEqual(texts.slice(0, 2), ['2', '3']);
    const { messages } = await fixture.as(agent).listMessages({ conversationId });
    assert.deepEqual(
      ['1', ...texts],
      messages.map(({ text }) => text),
    );
  });

  test('receipts, assignment, closing and rating are told as the conversation is then', async () => {
    const conversationId = await open();
    await say(agent, conversationId, 'hello');
    await using watch = await watchConversation(agent, conversationId);
    await fixture.as(customer).markRead({ conversationId, readNumber: 1n });
    assert.equal((await watch.next('conversation')).value.conversation?.customerReceipts?.readNumber, 1n);
    await fixture.as(agent).assignConversation({ conversationId, agentId: agent.accountId });
    assert.equal((await watch.next('conversation')).value.conversation?.agentName, 'Some agent');
    await fixture.as(customer).closeConversation({ conversationId });
    await watch.next('conversation');
    await fixture.as(customer).rateConversation({ conversationId, rating: 4 });
    const { conversation, cursor } = (await watch.next('conversation')).value;
    assert.equal(conversation?.rating, 4);
    assert.equal(cursor?.change, conversation.lastChange);
  });

  test('nobody watches what is not theirs', async () => {
    const conversationId = await open();
    const others = [
      await fixture.person(siteId),
      await fixture.person(await fixture.site(), 'agent'),
      await fixture.person(await fixture.site()),
    ];
    for (const other of others) {
      await refusesWith(watchConversation(other, conversationId), 'NotFound', 'UNKNOWN_CONVERSATION');
      await using inbox = await watchInbox(other);
      await using own = await watchInbox(customer);
      await say(customer, conversationId, 'private');
      await own.next('inbox');
      assert.ok(!inbox.received.some(({ case: kind }) => kind === 'inbox'));
    }
    const readOnly: Person = { ...customer, via: 'access-token', scopes: new Set(['read_series']) };
    await refusesWith(watchInbox(readOnly), 'PermissionDenied', 'SCOPE_MISSING');
    await refusesWith(watchConversation(readOnly, conversationId), 'PermissionDenied', 'SCOPE_MISSING');
  });

  test('an inbox that is watched from a list misses nothing, whatever order transactions end in', async () => {
    const [slow, quick] = [await open(), await open()];
    const { cursor } = await fixture.as(agent).listConversations({});
    // It has begun before the list is watched, and ends long after what began later.
    const reserved = await fixture.sql.reserve();
    await reserved`begin`;
    await reserved`
      update conversation set last_change = last_change + 1, changed_xid = pg_current_xact_id(), rating = 1
      where conversation_id = ${slow}`;
    await say(customer, quick, 'quick');
    await using watch = await watchInbox(agent, cursor?.position);
    const { value: first } = await watch.next('inbox');
    assert.deepEqual(
      first.conversations.map(({ conversationId }) => conversationId),
      [quick],
    );
    await reserved`commit`;
    reserved.release();
    const { value: second } = await watch.next('inbox');
    assert.deepEqual(
      second.conversations.map(({ conversationId, rating }) => [conversationId, rating]),
      [[slow, 1]],
    );
    // Whoever goes on from the last cursor is told nothing again.
    await using resumed = await watchInbox(agent, second.cursor?.position);
    await say(customer, slow, 'slow');
    const { value: third } = await resumed.next('inbox');
    assert.deepEqual(
      third.conversations.map(({ lastText }) => lastText),
      ['slow'],
    );
  });

  test('agents who watch the inbox hear at once who comes and goes, once, and customers and other sites do not', async () => {
    const colleague = await fixture.person(siteId, 'agent');
    const elsewhere = await fixture.person(await fixture.site(), 'agent');
    await using watch = await watchInbox(agent);
    await using asCustomer = await watchInbox(customer);
    await using asOther = await watchInbox(elsewhere);
    const set = (online: boolean) => fixture.as(colleague).setPresence({ online });
    await set(true);
    const { agentId, online } = (await watch.next('presence')).value;
    assert.deepEqual([agentId, online], [colleague.accountId, true]);
    // Said again, as every 20 seconds.
    await set(true);
    await set(false);
    assert.equal((await watch.next('presence')).value.online, false);
    const conversationId = await open();
    await say(customer, conversationId, 'later');
    await asCustomer.next('inbox');
    for (const { received } of [asCustomer, asOther])
      assert.ok(!received.some(({ case: kind }) => kind === 'presence'));
  });

  test('conversations that are gone are told by their ids, and whoever watches one reads afresh', async () => {
    const leaver = await fixture.person(siteId);
    const conversationId = await open(leaver);
    const admin = await fixture.person(siteId, 'administrator');
    await using inbox = await watchInbox(agent);
    await using watch = await watchConversation(agent, conversationId);
    await fixture.as(admin).eraseCustomerChats({ customerId: leaver.accountId });
    assert.deepEqual((await inbox.next('inbox')).value.deletedIds, [conversationId]);
    assert.equal((await watch.next('reset')).value.topicId, 1);
  });

  test('a cursor that says nothing, or is from another life of the database, is answered with a reset', async () => {
    const far = `${Date.now()}:900000000000:900000000001:`;
    for (const position of ['', '1', '1:2:3', '0:10:9:', far, `${Date.now()}:5:9:9,7`, `1000:10:20:`]) {
      await using watch = await watchInbox(agent, position);
      assert.equal((await watch.next('reset')).value.topicId, 1, position);
    }
  });

  test('typing shows on the other side, and on every node, until a message comes or time is over', async () => {
    const conversationId = await open();
    await using asAgent = await watchConversation(agent, conversationId);
    await using asCustomer = await watchConversation(customer, conversationId);
    await fixture.as(customer).setTyping({ conversationId, typing: true, preview: 'my secret' });
    const { value: typing } = await asAgent.next('typing');
    assert.deepEqual(
      [typing.typing, typing.sender, typing.senderName, typing.preview],
      [true, SenderKind.CUSTOMER, 'Some customer', ''],
    );
    await say(customer, conversationId, 'done');
    assert.equal((await asAgent.next('typing')).value.typing, false);
    await fixture.as(customer).setTyping({ conversationId, typing: true });
    assert.equal((await asAgent.next('typing')).value.typing, true);
    await fixture.as(customer).closeConversation({ conversationId });
    assert.equal((await asAgent.next('typing')).value.typing, false, 'whoever closes has stopped');

    const other = fixture.node();
    const heard: boolean[] = [];
    other.wire.onTyping((signal) => heard.push(signal.typing));
    const stop = new AbortController();
    const { promise: up, resolve } = Promise.withResolvers<void>();
    const running = other.live.run(stop.signal, resolve);
    await up;
    await fixture.as(agent).setTyping({ conversationId, typing: true });
    assert.equal((await asCustomer.next('typing')).value.sender, SenderKind.AGENT);
    await eventually(() => (heard.includes(true) ? true : undefined));
    stop.abort();
    await running;
    // Customers do not see themselves type.
    assert.ok(
      !asCustomer.received.some(
        (event) => event.case === 'typing' && event.value.sender === SenderKind.CUSTOMER,
      ),
    );
  });

  test('a change on another node is told here', async () => {
    const conversationId = await open();
    await using watch = await watchConversation(agent, conversationId);
    await fixture
      .asOn(fixture.node(), customer)
      .sendMessage({ conversationId, clientId: randomUUID(), text: 'far' });
    assert.deepEqual(
      (await watch.next('conversation')).value.messages.map(({ text }) => text),
      ['far'],
    );
  });

  test('what a customer types is shown to agents where the site wants it, cleaned', async () => {
    const admin = await fixture.person(siteId, 'administrator');
    await fixture.as(admin).updateChatSettings({ settings: { timeZone: 'UTC', typingPreview: true } });
    const conversationId = await open();
    await using watch = await watchConversation(agent, conversationId);
    await fixture.as(customer).setTyping({ conversationId, typing: true, preview: 'half a \u202esentence' });
    assert.equal((await watch.next('typing')).value.preview, 'half a sentence');
  });
});
