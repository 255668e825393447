import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, suite, test } from 'node:test';
import type { Person } from '../access/principal.ts';
import { refusesWith } from '../embedding/testing/refuses-with.ts';
import { ConversationState } from '../gen/wattlet/v1/conversation_pb.js';
import { sweep } from './chat-sweeper.ts';
import { MAX_OPEN } from './open-conversation.ts';
import { type ChatFixture, createChatFixture } from './testing/chat-fixture.ts';
import { VISIT_MS, VisitTokens } from './visit-token.ts';

suite('visitors who are not signed in', () => {
  let fixture: ChatFixture;
  let siteId: string;
  let customer: Person;
  let agent: Person;
  let admin: Person;
  before(async () => {
    fixture = await createChatFixture();
    siteId = await fixture.site();
    customer = await fixture.person(siteId);
    agent = await fixture.person(siteId, 'agent');
    admin = await fixture.person(siteId, 'administrator');
    await letVisitorsIn(true);
  });
  after(() => fixture[Symbol.asyncDispose]());

  const letVisitorsIn = (anonymous: boolean) =>
    fixture.as(admin).updateChatSettings({ settings: { timeZone: 'UTC', anonymous } });
  const start = async (): Promise<string> =>
    (await fixture.as({ kind: 'site-key', siteId }).startVisit({})).token;
  const show = (bearer: string, origin?: string) =>
    fixture.chat.visitors.resolve({ bearer, cookie: undefined, origin }, fixture.now);
  async function visitor(token: string): Promise<Person> {
    const principal = await show(token);
    assert.ok(principal?.kind === 'person');
    return principal;
  }
  const ask = async (who: Person, clientId: string = randomUUID()) => {
    const opened = await fixture.as(who).openConversation({ clientId });
    const conversationId = opened.conversation?.conversationId ?? '';
    await fixture.as(who).sendMessage({ conversationId, clientId: randomUUID(), text: 'who am I?' });
    return conversationId;
  };

  test('may chat and nothing else, as long as the token lasts', async () => {
    const token = await start();
    const person = await visitor(token);
    assert.deepEqual([person.role, [...person.scopes]], ['customer', ['chat']]);
    const conversationId = await ask(person);
    const { conversation } = await fixture.as(agent).listMessages({ conversationId });
    assert.deepEqual([conversation?.customerName, conversation?.customerReference], ['Visitor', '']);
    fixture.now = new Date(fixture.now.getTime() + VISIT_MS);
    await refusesWith(show(token), 'Unauthenticated', 'VISIT_NOT_ACCEPTED');
    fixture.now = new Date(fixture.now.getTime() - VISIT_MS);
  });

  test('are told when somebody answers before they have begun', async () => {
    const { settings, openNow } = await fixture.as({ kind: 'site-key', siteId }).getChatSettings({});
    assert.deepEqual([settings?.timeZone, openNow], ['UTC', true]);
    const onOther = fixture.as({ kind: 'site-key', siteId: await fixture.site() }).getChatSettings({});
    await refusesWith(onOther, 'FailedPrecondition', 'NO_VISITORS');
  });

  test('come only where the site wants them, and from its pages', async () => {
    const other = await fixture.site();
    const onOther = fixture.as({ kind: 'site-key', siteId: other }).startVisit({});
    await refusesWith(onOther, 'FailedPrecondition', 'NO_VISITORS');
    await refusesWith(show(await start(), 'https://evil.example'), 'Unauthenticated', 'ORIGIN_NOT_ALLOWED');
  });

  test('are refused once the site has turned them off, and keep what they wrote when they sign in all the same', async () => {
    const token = await start();
    const conversationId = await ask(await visitor(token));
    await letVisitorsIn(false);
    await refusesWith(show(token), 'Unauthenticated', 'VISIT_NOT_ACCEPTED');
    const signedIn = await fixture.person(siteId);
    assert.equal((await fixture.as(signedIn).mergeVisit({ token })).conversations, 1);
    await fixture.as(signedIn).listMessages({ conversationId });
    await letVisitorsIn(true);
  });

  test('cannot be made up', async () => {
    const token = await start();
    const forged = [
      `${token.slice(0, -1)}${token.endsWith('A') ? 'E' : 'A'}`,
      token.replace(/_(.)/, (_match, first: string) => `_${first === '0' ? '1' : '0'}`),
      new VisitTokens(Buffer.alloc(32)).sign({
        siteId,
        visitorId: randomUUID(),
        expiresAt: new Date('2099-01-01'),
      }),
      'visit_',
    ];
    for (const one of forged) await refusesWith(show(one), 'Unauthenticated', 'VISIT_NOT_ACCEPTED');
    assert.equal(await show('wt_something'), undefined);
  });

  test('keep their conversations when they sign in, once, and the visit is over then', async () => {
    const token = await start();
    const person = await visitor(token);
    const clientId = randomUUID();
    await ask(customer, clientId);
    const conversationId = await ask(person, clientId);
    await fixture.as(agent).sendMessage({ conversationId, clientId: randomUUID(), text: 'hello' });
    await fixture.as(person).markRead({ conversationId, readNumber: 2n });
    const before = await fixture.as(agent).listMessages({ conversationId });

    const merges = await Promise.all([1, 2, 3].map(() => fixture.as(customer).mergeVisit({ token })));
    assert.deepEqual(merges.map(({ conversations }) => conversations).sort(), [0, 0, 1]);
    assert.equal((await fixture.as(customer).mergeVisit({ token })).conversations, 0);
    const { conversation, messages } = await fixture.as(customer).listMessages({ conversationId });
    assert.equal(conversation?.customerName, 'Some customer');
    assert.equal(conversation.customerReceipts?.readNumber, 2n);
    assert.equal(conversation.unread, 0n);
    assert.deepEqual(
      messages.map(({ senderName }) => senderName),
      ['Some customer', 'Some agent'],
    );
    assert.equal(conversation.lastNumber, before.conversation?.lastNumber);
    await refusesWith(show(token), 'Unauthenticated', 'VISIT_NOT_ACCEPTED');
    await refusesWith(
      fixture.as(person).listMessages({ conversationId }),
      'NotFound',
      'UNKNOWN_CONVERSATION',
    );
  });

  test('find the conversation that they were opening when they signed in, and do not open a second one', async () => {
    const token = await start();
    const clientId = randomUUID();
    const conversationId = await ask(await visitor(token), clientId);
    const signedIn = await fixture.person(siteId);
    await fixture.as(signedIn).mergeVisit({ token });
    const again = await fixture.as(signedIn).openConversation({ clientId });
    assert.equal(again.conversation?.conversationId, conversationId);
  });

  test('do not have more open conversations than a customer may when they sign in: the oldest are closed', async () => {
    const token = await start();
    const person = await visitor(token);
    const signedIn = await fixture.person(siteId);
    for (let opened = 1; opened < MAX_OPEN; opened++) await ask(signedIn);
    const oldest = await ask(person);
    fixture.now = new Date(fixture.now.getTime() + 1000);
    const newest = await ask(person);
    assert.equal((await fixture.as(signedIn).mergeVisit({ token })).conversations, 2);
    const stateOf = async (conversationId: string) =>
      (await fixture.as(agent).listMessages({ conversationId })).conversation;
    const [closed, open] = [await stateOf(oldest), await stateOf(newest)];
    assert.deepEqual(
      [closed?.state, closed?.waitingSince, open?.state],
      [ConversationState.CLOSED, undefined, ConversationState.OPEN],
    );
  });

  test('stay blocked when they sign in, since when they were', async () => {
    const token = await start();
    const rude = await visitor(token);
    await ask(rude);
    await fixture.as(agent).blockCustomer({ customerId: rude.accountId, blocked: true });
    const blockedAt = async (id: string) => {
      const { customers } = await fixture.as(agent).listBlockedCustomers({});
      return customers.find(({ customerId }) => customerId === id)?.blockedAt;
    };
    const before = await blockedAt(rude.accountId);
    assert.ok(before);
    const person = await fixture.person(siteId);
    await fixture.as(person).mergeVisit({ token });
    assert.deepEqual(await blockedAt(person.accountId), before);
  });

  test('cannot be taken over on another site or by an agent', async () => {
    const token = await start();
    const stranger = await fixture.person(await fixture.site());
    await refusesWith(fixture.as(stranger).mergeVisit({ token }), 'InvalidArgument', 'UNKNOWN_VISIT');
    await refusesWith(fixture.as(agent).mergeVisit({ token }), 'PermissionDenied', 'CUSTOMERS_ONLY');
  });

  test('who wrote nothing and cannot come back are forgotten', async () => {
    const silent = await visitor(await start());
    const asking = await visitor(await start());
    await ask(asking);
    const later = new Date(Date.now() + VISIT_MS + 60_000);
    await sweep({ sql: fixture.sql, blobs: fixture.blobs, at: later });
    const left = await fixture.sql<{ account_id: string }[]>`
      select account_id from account where account_id = any(${[silent.accountId, asking.accountId]}::uuid[])`;
    assert.deepEqual(
      left.map((row) => row.account_id),
      [asking.accountId],
    );
  });
});
