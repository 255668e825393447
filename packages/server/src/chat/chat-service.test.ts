import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, suite, test } from 'node:test';
import { timestampDate, timestampFromDate } from '@bufbuild/protobuf/wkt';
import { WattletError } from '@wattlet/sdk';
import type { Person } from '../access/principal.ts';
import { changeUser } from '../accounts/manage-users.ts';
import { refusesWith } from '../embedding/testing/refuses-with.ts';
import { ConversationFilter } from '../gen/wattlet/v1/chat_pb.js';
import { type Conversation, ConversationState } from '../gen/wattlet/v1/conversation_pb.js';
import { Stream } from '../gen/wattlet/v1/series_pb.js';
import { eventually } from '../platform/testing/eventually.ts';
import { MAX_OPEN } from './open-conversation.ts';
import { type ChatFixture, createChatFixture } from './testing/chat-fixture.ts';

suite('support chats', () => {
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

  const open = async (who = customer): Promise<Conversation> => {
    const { conversation } = await fixture.as(who).openConversation({ clientId: randomUUID() });
    assert.ok(conversation);
    return conversation;
  };
  const say = async (who: Person, conversationId: string, text: string, note = false) => {
    const sent = await fixture.as(who).sendMessage({ conversationId, clientId: randomUUID(), text, note });
    assert.ok(sent.message);
    return sent.message;
  };
  const seen = async (who: Person, conversationId: string) => {
    const answer = await fixture.as(who).listMessages({ conversationId });
    assert.ok(answer.conversation);
    return { ...answer, conversation: answer.conversation };
  };

  test('opening again with the same client id finds the same conversation, also at the same time', async () => {
    const clientId = randomUUID();
    const opened = await Promise.all(
      Array.from({ length: 8 }, () => fixture.as(customer).openConversation({ clientId })),
    );
    assert.equal(new Set(opened.map(({ conversation }) => conversation?.conversationId)).size, 1);
  });

  test('what a customer has written is not taken from another who is signed in now, nor opened for them', async () => {
    const other = await fixture.person(customer.siteId);
    const { customerId } = await fixture.as(customer).listConversations({});
    assert.equal(customerId, customer.accountId);
    assert.equal((await fixture.as(agent).listConversations({})).customerId, '');
    const clientId = randomUUID();
    const opening = () => fixture.as(other).openConversation({ clientId, customerId });
    await refusesWith(opening(), 'Aborted', 'WRITTEN_BY_ANOTHER');
    assert.deepEqual((await fixture.as(other).listConversations({})).conversations, []);
    const { conversation } = await fixture.as(customer).openConversation({ clientId, customerId });
    const message = {
      ...{ conversationId: conversation?.conversationId ?? '', clientId: randomUUID(), text: 'mine' },
      writerId: customerId,
    };
    await refusesWith(fixture.as(other).sendMessage(message), 'Aborted', 'WRITTEN_BY_ANOTHER');
    await refusesWith(fixture.as(agent).sendMessage(message), 'Aborted', 'WRITTEN_BY_ANOTHER');
    assert.equal((await fixture.as(customer).sendMessage(message)).message?.text, 'mine');
  });

  test('what an agent has written is not taken from whoever else is signed in now', async () => {
    const colleague = await fixture.person(customer.siteId, 'agent');
    const { conversationId } = await open();
    const message = { conversationId, clientId: randomUUID(), text: 'ours', writerId: agent.accountId };
    for (const other of [colleague, customer])
      await refusesWith(fixture.as(other).sendMessage(message), 'Aborted', 'WRITTEN_BY_ANOTHER');
    assert.equal((await fixture.as(agent).sendMessage(message)).message?.senderId, agent.accountId);
  });

  test('who writes, uploads, opens or visits too often is told when to go on', async () => {
    const { siteId } = customer;
    const hurried = fixture.node({ rates: { customer: 1, agent: 1, visits: 1 } });
    const admin = await fixture.person(siteId, 'administrator');
    await fixture.as(admin).updateChatSettings({ settings: { timeZone: 'UTC', anonymous: true } });
    const { conversationId } = await open();
    const [asCustomer, asAgent] = [fixture.asOn(hurried, customer), fixture.asOn(hurried, agent)];
    const calls: Readonly<Record<string, () => Promise<unknown>>> = {
      write: () => asCustomer.sendMessage({ conversationId, clientId: randomUUID(), text: 'quick' }),
      answer: () => asAgent.sendMessage({ conversationId, clientId: randomUUID(), text: 'quick' }),
      upload: () => asCustomer.createAttachment({ conversationId, fileName: 'a.pdf', sizeBytes: 1n }),
      open: () => asCustomer.openConversation({ clientId: randomUUID() }),
      visit: () => fixture.asOn(hurried, { kind: 'site-key', siteId }).startVisit({}),
    };
    for (const [what, call] of Object.entries(calls)) {
      await call();
      const thrown = await call().then(undefined, WattletError.from);
      assert.ok(thrown instanceof WattletError, `${what} is counted`);
      assert.deepEqual([thrown.code, thrown.retryAfterMs], ['resource_exhausted', 60_000], what);
    }
  });

  test('twenty writers at once are stored in one gap-free order that everybody sees', async () => {
    const { conversationId } = await open();
    const agents = await Promise.all(Array.from({ length: 9 }, () => fixture.person(agent.siteId, 'agent')));
    const writers = [customer, agent, ...agents, customer, customer, ...agents.slice(0, 7)];
    const sent = await Promise.all(
      writers.flatMap((writer, index) =>
        [1, 2, 3, 4, 5].map((time) => say(writer, conversationId, `${index}.${time}`)),
      ),
    );
    const numbers = sent.map(({ number }) => Number(number)).sort((a, b) => a - b);
    assert.deepEqual(
      numbers,
      Array.from({ length: sent.length }, (_, index) => index + 1),
    );
    const lists = await Promise.all(
      [customer, agent].map(async (who) => {
        const { messages } = await fixture.as(who).listMessages({ conversationId, pageSize: 200 });
        return messages.map(({ number, text }) => `${number} ${text}`);
      }),
    );
    assert.deepEqual(lists[0], lists[1]);
    assert.deepEqual(new Set(lists[0]), new Set(sent.map(({ number, text }) => `${number} ${text}`)));
  });

  test('what was stored though its answer was lost is not stored again, and nothing else takes its id', async () => {
    const { conversationId } = await open();
    const message = { conversationId, clientId: randomUUID(), text: 'once ' };
    const first = await fixture.as(customer).sendMessage(message);
    const again = await Promise.all(
      Array.from({ length: 6 }, () => fixture.as(customer).sendMessage(message)),
    );
    for (const { message: repeated } of again) assert.deepEqual(repeated, first.message);
    await refusesWith(
      fixture.as(customer).sendMessage({ ...message, text: 'other' }),
      'AlreadyExists',
      'CLIENT_ID_TAKEN',
    );
    // Another sender may choose the same id.
    await fixture.as(agent).sendMessage({ ...message, text: 'other' });
    const { messages } = await seen(customer, conversationId);
    assert.deepEqual(
      messages.map(({ text }) => text),
      ['once', 'other'],
    );
  });

  test('the same message sent many times at once is stored once', async () => {
    const { conversationId } = await open();
    const message = { conversationId, clientId: randomUUID(), text: 'once' };
    const sent = await Promise.all(
      Array.from({ length: 12 }, () => fixture.as(customer).sendMessage(message)),
    );
    assert.equal(new Set(sent.map((answer) => answer.message?.number)).size, 1);
    const { conversation } = await seen(agent, conversationId);
    assert.equal(conversation.lastNumber, 1n);
  });

  test('of agents who claim a conversation at once one gets it, and repeating the call is no conflict', async () => {
    const { conversationId } = await open();
    const agents = await Promise.all(Array.from({ length: 8 }, () => fixture.person(agent.siteId, 'agent')));
    const claims = await Promise.allSettled(
      agents.map((one) => fixture.as(one).assignConversation({ conversationId, agentId: one.accountId })),
    );
    assert.equal(claims.filter(({ status }) => status === 'fulfilled').length, 1);
    const { conversation } = await seen(agent, conversationId);
    const winner = agents.find((one) => one.accountId === conversation.agentId);
    assert.ok(winner);
    await fixture.as(winner).assignConversation({ conversationId, agentId: winner.accountId });
    await refusesWith(
      fixture.as(agent).assignConversation({ conversationId, agentId: agent.accountId }),
      'Aborted',
      'ASSIGNED_OTHERWISE',
    );
    const handedOver = await fixture.as(agent).assignConversation({
      ...{ conversationId, agentId: agent.accountId, expectedAgentId: winner.accountId },
    });
    assert.equal(handedOver.conversation?.agentId, agent.accountId);
    await refusesWith(
      fixture.as(agent).assignConversation({
        ...{ conversationId, agentId: customer.accountId, expectedAgentId: agent.accountId },
      }),
      'InvalidArgument',
      'UNKNOWN_AGENT',
    );
  });

  test('a conversation of an agent whose account is deleted is nobody’s, and that is a change', async () => {
    const { conversationId } = await open();
    const leaver = await fixture.person(agent.siteId, 'agent');
    await fixture.as(leaver).assignConversation({ conversationId, agentId: leaver.accountId });
    const before = await seen(customer, conversationId);
    await fixture.sql`delete from account where account_id = ${leaver.accountId}`;
    const { conversation } = await seen(customer, conversationId);
    assert.equal(conversation.agentId, '');
    assert.equal(conversation.lastChange, before.conversation.lastChange + 1n);
  });

  test('the customer’s next message opens a closed conversation again, and the rating waits for its end', async () => {
    const { conversationId } = await open();
    await say(customer, conversationId, 'help');
    const rate = () => fixture.as(customer).rateConversation({ conversationId, rating: 5 });
    await refusesWith(rate, 'FailedPrecondition', 'CONVERSATION_OPEN');
    const closed = await fixture.as(agent).closeConversation({ conversationId });
    assert.equal(closed.conversation?.state, ConversationState.CLOSED);
    assert.equal(closed.conversation.waitingSince, undefined);
    assert.equal((await rate()).conversation?.rating, 5);
    await say(agent, conversationId, 'one more thing');
    assert.equal((await seen(agent, conversationId)).conversation.state, ConversationState.CLOSED);
    await say(customer, conversationId, 'again');
    const { conversation } = await seen(agent, conversationId);
    assert.equal(conversation.state, ConversationState.OPEN);
    assert.equal(conversation.lastNumber, 3n);
    assert.equal(conversation.rating, 0, 'what was rated goes on');
  });

  test('a customer waits from their first message that is not answered', async () => {
    const { conversationId } = await open();
    const start = fixture.now;
    await say(customer, conversationId, 'first');
    fixture.now = new Date(start.getTime() + 60_000);
    await say(customer, conversationId, 'second');
    await say(agent, conversationId, 'a note is no answer', true);
    const { waitingSince } = (await seen(agent, conversationId)).conversation;
    assert.ok(waitingSince);
    assert.deepEqual(timestampDate(waitingSince), start);
    await say(agent, conversationId, 'answer');
    assert.equal((await seen(agent, conversationId)).conversation.waitingSince, undefined);
  });

  test(`no customer has more than ${MAX_OPEN} open conversations, by opening or by reopening`, async () => {
    const busy = await fixture.person(customer.siteId);
    const opened: Conversation[] = [];
    for (let index = 0; index < MAX_OPEN; index++) opened.push(await open(busy));
    const [first] = opened;
    assert.ok(first);
    await refusesWith(open(busy), 'FailedPrecondition', 'TOO_MANY_CONVERSATIONS');
    await fixture.as(busy).closeConversation({ conversationId: first.conversationId });
    await open(busy);
    await refusesWith(
      say(busy, first.conversationId, 'again'),
      'FailedPrecondition',
      'TOO_MANY_CONVERSATIONS',
    );
    const { conversation, messages } = await seen(busy, first.conversationId);
    assert.deepEqual([conversation.state, messages.length], [ConversationState.CLOSED, 0]);
  });

  test('whoever is blocked is listed a page at a time, the last one first', async () => {
    const siteId = await fixture.site();
    const admin = await fixture.person(siteId, 'administrator');
    const blocked: string[] = [];
    for (let minute = 0; minute < 5; minute++) {
      fixture.now = new Date(Date.UTC(2026, 2, 2, 12, minute));
      const { accountId: customerId } = await fixture.person(siteId);
      await fixture.as(admin).blockCustomer({ customerId, blocked: true });
      blocked.unshift(customerId);
    }
    const listed: string[] = [];
    let pageToken = '';
    do {
      const page = await fixture.as(admin).listBlockedCustomers({ pageSize: 2, pageToken });
      assert.ok(page.customers.length <= 2);
      listed.push(...page.customers.map(({ customerId }) => customerId));
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    assert.deepEqual(listed, blocked);
    await refusesWith(
      fixture.as(admin).listBlockedCustomers({ pageToken: 'x' }),
      'InvalidArgument',
      'UNKNOWN_PAGE',
    );
  });

  test('a blocked customer can read and not write, until they are let again', async () => {
    const rude = await fixture.person(customer.siteId);
    const { conversationId } = await open(rude);
    await say(rude, conversationId, 'before');
    const block = (blocked: boolean) =>
      fixture.as(agent).blockCustomer({ customerId: rude.accountId, blocked });
    await block(true);
    assert.equal((await seen(agent, conversationId)).conversation.blocked, true);
    const asCustomer = await seen(rude, conversationId);
    assert.deepEqual([asCustomer.conversation.blocked, asCustomer.messages.length], [false, 1]);
    await refusesWith(say(rude, conversationId, 'more'), 'PermissionDenied', 'CUSTOMER_BLOCKED');
    await refusesWith(open(rude), 'PermissionDenied', 'CUSTOMER_BLOCKED');
    const upload = () =>
      fixture.as(rude).createAttachment({ conversationId, fileName: 'a.pdf', sizeBytes: 1n });
    await refusesWith(upload, 'PermissionDenied', 'CUSTOMER_BLOCKED');
    const blocked = async (caller = agent) => {
      const { customers } = await fixture.as(caller).listBlockedCustomers({});
      return customers.map(({ customerId, name }) => [customerId, name]);
    };
    assert.deepEqual(await blocked(), [[rude.accountId, 'Some customer']]);
    assert.deepEqual(await blocked(await fixture.person(await fixture.site(), 'agent')), []);
    await block(false);
    assert.deepEqual(await blocked(), []);
    await say(rude, conversationId, 'after');
    const [row] = await fixture.sql`
      select array_agg(action order by entry_id) as actions from audit_entry where target_id = ${rude.accountId}`;
    assert.deepEqual(row?.['actions'], ['chat.customer-blocked', 'chat.customer-unblocked']);
  });

  test('pages of conversations and messages hold everything once', async () => {
    const siteId = await fixture.site();
    const [writer, reader] = [await fixture.person(siteId), await fixture.person(siteId, 'agent')];
    const ids: string[] = [];
    for (let index = 0; index < 5; index++) {
      const { conversationId } = await open(writer);
      fixture.now = new Date(fixture.now.getTime() + 1);
      await say(writer, conversationId, `${index}`);
      ids.push(conversationId);
    }
    const found: string[] = [];
    for (let pageToken = ''; ; ) {
      const page = await fixture.as(reader).listConversations({ pageSize: 2, pageToken });
      found.push(...page.conversations.map(({ conversationId }) => conversationId));
      assert.deepEqual({ ...page.counts, $typeName: '' }, { $typeName: '', mine: 0, unassigned: 5, all: 5 });
      pageToken = page.nextPageToken;
      if (pageToken === '') break;
    }
    assert.deepEqual(found, ids);
    const mine = await fixture.as(reader).listConversations({ filter: ConversationFilter.MINE });
    assert.equal(mine.conversations.length, 0);

    const conversationId = ids.at(-1) ?? '';
    for (let index = 0; index < 4; index++) await say(writer, conversationId, `more ${index}`);
    const newest = await fixture.as(writer).listMessages({ conversationId, pageSize: 3 });
    const beforeChange = newest.messages[0]?.change ?? 0n;
    const older = await fixture.as(writer).listMessages({ conversationId, pageSize: 3, beforeChange });
    const texts = [...older.messages, ...newest.messages].map(({ text }) => text);
    assert.deepEqual(texts, ['4', 'more 0', 'more 1', 'more 2', 'more 3']);
    assert.deepEqual([newest.hasOlder, older.hasOlder], [true, false]);
  });

  test('an agent who is kept out, or is none any more, is not listed, gets nothing and has nothing that is open', async () => {
    const siteId = await fixture.site();
    const [writer, admin] = [await fixture.person(siteId), await fixture.person(siteId, 'administrator')];
    const chats = fixture.as(admin);
    for (const changes of [{ disabled: true }, { role: 'customer' as const }]) {
      const { accountId: agentId } = await fixture.person(siteId, 'agent');
      const { conversationId } = await open(writer);
      const over = await open(writer);
      for (const id of [conversationId, over.conversationId])
        await chats.assignConversation({ conversationId: id, agentId });
      await chats.closeConversation({ conversationId: over.conversationId });
      const before = (await seen(writer, conversationId)).conversation;
      await changeUser(fixture.sql, { user: { siteId, accountId: agentId }, changes, manager: admin });
      const { agents } = await chats.listAgents({});
      assert.deepEqual(
        agents.map((one) => one.agentId),
        [admin.accountId],
      );
      const { conversation } = await seen(writer, conversationId);
      assert.deepEqual([conversation.agentId, conversation.lastChange], ['', before.lastChange + 1n]);
      assert.equal((await seen(writer, over.conversationId)).conversation.agentId, agentId);
      const assigning = () => chats.assignConversation({ conversationId, agentId });
      await refusesWith(assigning, 'InvalidArgument', 'UNKNOWN_AGENT');
    }
  });

  test('an agent who is kept out at the same moment is given nothing', async () => {
    const siteId = await fixture.site();
    const [writer, admin] = [await fixture.person(siteId), await fixture.person(siteId, 'administrator')];
    const { accountId: agentId } = await fixture.person(siteId, 'agent');
    const { conversationId } = await open(writer);
    const { assigning } = await fixture.sql.begin(async (tx) => {
      await tx`update account set disabled_at = now() where site_id = ${siteId} and account_id = ${agentId}`;
      let isOver = false;
      const assigning = fixture.as(admin).assignConversation({ conversationId, agentId });
      const over = () => {
        isOver = true;
      };
      assigning.then(over, over);
      await eventually(
        async () => isOver || (await tx`select from pg_locks where not granted`).count > 0 || undefined,
      );
      return { assigning };
    });
    await refusesWith(assigning, 'InvalidArgument', 'UNKNOWN_AGENT');
  });

  test('the area of a reference is cleaned as texts are', async () => {
    const { conversationId } = await open();
    const range = { from: timestampFromDate(new Date(0)), to: timestampFromDate(new Date(3_600_000)) };
    const about = (area: string) => {
      const target = { case: 'series' as const, value: { stream: Stream.LOAD, area, range } };
      const content = { text: 'see', reference: { target } };
      return fixture.as(customer).sendMessage({ conversationId, clientId: randomUUID(), ...content });
    };
    const { message } = await about('GR\u202e\u0007');
    assert.ok(message?.reference?.target.case === 'series');
    assert.equal(message.reference.target.value.area, 'GR');
    await refusesWith(about('\u202e'), 'InvalidArgument', 'NO_AREA');
  });

  test('agents are there for 45 seconds after they last said so', async () => {
    const siteId = await fixture.site();
    const one = await fixture.person(siteId, 'agent');
    const online = async () => (await fixture.as(one).listAgents({})).agents.map((row) => row.online);
    assert.deepEqual(await online(), [false]);
    assert.equal((await fixture.as(one).listAgents({})).ownAgentId, one.accountId);
    await fixture.as(one).setPresence({ online: true });
    fixture.now = new Date(fixture.now.getTime() + 44_999);
    assert.deepEqual(await online(), [true]);
    fixture.now = new Date(fixture.now.getTime() + 1);
    assert.deepEqual(await online(), [false]);
    await fixture.as(one).setPresence({ online: true });
    await fixture.as(one).setPresence({ online: false });
    assert.deepEqual(await online(), [false]);
  });

  test('canned replies are a site’s own, and cleaned like messages', async () => {
    const reply = { shortcut: 'hello', text: ' Good \u202eday ' };
    await fixture.as(agent).saveCannedReply({ reply });
    const other = await fixture.person(await fixture.site(), 'agent');
    assert.deepEqual((await fixture.as(other).listCannedReplies({})).replies, []);
    await refusesWith(
      fixture.as(other).deleteCannedReply({ shortcut: 'hello' }),
      'NotFound',
      'UNKNOWN_CANNED_REPLY',
    );
    const texts = async () => (await fixture.as(agent).listCannedReplies({})).replies.map((one) => one.text);
    assert.deepEqual(await texts(), ['Good day']);
    await fixture.as(agent).deleteCannedReply({ shortcut: 'hello' });
    assert.deepEqual(await texts(), []);
  });
});
