import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, suite, test } from 'node:test';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { Person } from '../access/principal.ts';
import { refusesWith } from '../embedding/testing/refuses-with.ts';
import { SenderKind } from '../gen/wattlet/v1/conversation_pb.js';
import { sweep } from './chat-sweeper.ts';
import { type ChatFixture, createChatFixture } from './testing/chat-fixture.ts';

const WEEKDAYS = [1, 2, 3, 4, 5].map((dayOfWeek) => ({ dayOfWeek, fromMinute: 9 * 60, toMinute: 17 * 60 }));

suite('what a site decides of its chats', () => {
  let fixture: ChatFixture;
  let customer: Person;
  let admin: Person;
  before(async () => {
    fixture = await createChatFixture();
  });
  after(() => fixture[Symbol.asyncDispose]());

  async function newSite(settings: Record<string, unknown>): Promise<void> {
    const siteId = await fixture.site();
    customer = await fixture.person(siteId);
    admin = await fixture.person(siteId, 'administrator');
    await fixture.as(admin).updateChatSettings({ settings: { timeZone: 'Europe/Athens', ...settings } });
  }
  const open = async (): Promise<string> =>
    (await fixture.as(customer).openConversation({ clientId: randomUUID() })).conversation?.conversationId ??
    '';
  const say = (conversationId: string, who = customer) =>
    fixture.as(who).sendMessage({ conversationId, clientId: randomUUID(), text: 'hello' });
  const replies = async (conversationId: string) => {
    const { messages } = await fixture.as(customer).listMessages({ conversationId });
    return messages
      .filter(({ sender }) => sender === SenderKind.SYSTEM)
      .map(({ text, number }) => `${number} ${text}`);
  };
  const sweepAt = (at: Date) => sweep({ sql: fixture.sql, blobs: fixture.blobs, at });

  test('outside the hours a customer is told so once in a conversation and closed spell, right across the change of the clock', async () => {
    await newSite({ openingHours: WEEKDAYS, awayReply: 'We are back on Monday.' });
    const conversationId = await open();
    const at = async (time: string) => {
      fixture.now = new Date(time);
      await say(conversationId);
      return (await replies(conversationId)).length;
    };
    // Friday in winter time, 16:59 and 17:00; the clock changes on Sunday; Monday in summer time, 8:59, 9:00 and 17:00.
    assert.equal(await at('2026-03-27T14:59:59Z'), 0);
    assert.equal(await at('2026-03-27T15:00:00Z'), 1);
    assert.equal(await at('2026-03-28T12:00:00Z'), 1);
    assert.equal(await at('2026-03-30T05:59:59Z'), 1);
    assert.equal(await at('2026-03-30T06:00:00Z'), 1);
    assert.equal(await at('2026-03-30T14:00:00Z'), 2);
    // Another conversation is told on its own; the reply is a message like any other, and no answer.
    const other = await open();
    await say(other);
    assert.deepEqual(await replies(other), ['2 We are back on Monday.']);
    const { conversation } = await fixture.as(admin).listMessages({ conversationId: other });
    assert.ok(conversation?.waitingSince);
    const { openNow, opensAt, settings } = await fixture.as(customer).getChatSettings({});
    assert.equal(openNow, false);
    assert.ok(opensAt);
    assert.equal(timestampDate(opensAt).toISOString(), '2026-03-31T06:00:00.000Z');
    assert.equal(settings?.awayReply, '');
  });

  test('on a holiday whoever writes is answered, and told when the day after opens', async () => {
    const holiday = { date: '2026-03-02', fromMinute: 0, toMinute: 0 };
    await newSite({ openingHours: WEEKDAYS, exceptions: [holiday], awayReply: 'A holiday.' });
    fixture.now = new Date('2026-03-02T10:00:00Z');
    const conversationId = await open();
    await say(conversationId);
    assert.deepEqual(await replies(conversationId), ['2 A holiday.']);
    const { openNow, opensAt, settings } = await fixture.as(customer).getChatSettings({});
    assert.equal(openNow, false);
    assert.ok(opensAt);
    assert.equal(timestampDate(opensAt).toISOString(), '2026-03-03T07:00:00.000Z');
    assert.deepEqual(
      settings?.exceptions.map(({ date }) => date),
      ['2026-03-02'],
    );
  });

  test('many messages at once are answered once, and a message that is sent again is not answered again', async () => {
    await newSite({ openingHours: WEEKDAYS, awayReply: 'Away.' });
    fixture.now = new Date('2026-03-28T12:00:00Z');
    const conversationId = await open();
    const message = { conversationId, clientId: randomUUID(), text: 'hello' };
    await Promise.all([
      ...Array.from({ length: 5 }, () => say(conversationId)),
      ...Array.from({ length: 5 }, () => fixture.as(customer).sendMessage(message)),
    ]);
    assert.equal((await replies(conversationId)).length, 1);
    const { conversation } = await fixture.as(customer).listMessages({ conversationId });
    assert.equal(conversation?.lastNumber, 7n);
  });

  test('conversations are deleted so many days after their last message, with their files, and others stay', async () => {
    await newSite({ retentionDays: 30 });
    fixture.now = new Date('2026-05-01T00:00:00Z');
    const [old, recent] = [await open(), await open()];
    await say(old);
    const garbage = '0'.repeat(64);
    await fixture.sql`
      insert into chat_attachment (site_id, conversation_id, uploader_id, file_name, announced_bytes, created_at, blob_hash, message_change)
      values (${customer.siteId}, ${old}, ${customer.accountId}, 'a.pdf', 1, now(), ${garbage}, 2)`;
    fixture.now = new Date('2026-05-02T00:00:00Z');
    await say(recent);
    const kept = customer;
    const before = await sweepAt(new Date('2026-05-31T00:00:00Z'));
    assert.equal(before.conversations, 0);
    const swept = await sweepAt(new Date('2026-05-31T00:00:00.001Z'));
    assert.deepEqual([swept.conversations, swept.objects], [1, 1]);
    const { conversations } = await fixture.as(kept).listConversations({});
    assert.deepEqual(
      conversations.map(({ conversationId }) => conversationId),
      [recent],
    );
    const [left] = await fixture.sql<[{ count: bigint }]>`
      select count(*) from chat_message where conversation_id = ${old}`;
    assert.equal(left.count, 0n);
    assert.equal((await sweepAt(new Date('2026-05-31T00:00:00.001Z'))).objects, 0);
  });

  test('without a retention nothing is deleted', async () => {
    await newSite({});
    const conversationId = await open();
    await say(conversationId);
    await sweepAt(new Date('2099-01-01T00:00:00Z'));
    await fixture.as(customer).listMessages({ conversationId });
  });

  test('a customer is exported without notes; erasing them, or deleting their account, deletes their conversations and nobody else’s', async () => {
    await newSite({});
    const neighbour = await fixture.person(customer.siteId);
    const theirs = await fixture.as(neighbour).openConversation({ clientId: randomUUID() });
    const conversationId = await open();
    await say(conversationId);
    await fixture.as(admin).sendMessage({
      ...{ conversationId, clientId: randomUUID(), text: 'only among us', note: true },
    });
    const { json } = await fixture.as(admin).exportCustomerChats({ customerId: customer.accountId });
    const { chats } = JSON.parse(new TextDecoder().decode(json));
    assert.deepEqual(
      chats.map((chat: { messages: { text: string }[] }) => chat.messages.map(({ text }) => text)),
      [['hello']],
    );
    const unknown = fixture.as(admin).exportCustomerChats({ customerId: admin.accountId });
    await refusesWith(unknown, 'NotFound', 'UNKNOWN_CUSTOMER');
    assert.equal(
      (await fixture.as(admin).eraseCustomerChats({ customerId: customer.accountId })).conversations,
      1,
    );
    await refusesWith(
      fixture.as(customer).listMessages({ conversationId }),
      'NotFound',
      'UNKNOWN_CONVERSATION',
    );
    const again = await open();
    await fixture.sql`delete from account where account_id = ${customer.accountId}`;
    const { conversations } = await fixture.as(admin).listConversations({});
    assert.deepEqual(
      conversations.map((one) => one.conversationId),
      [theirs.conversation?.conversationId],
    );
    const deleted = await fixture.sql<{ conversation_id: string }[]>`
      select conversation_id from chat_deletion where customer_id = ${customer.accountId}`;
    assert.deepEqual(new Set(deleted.map((row) => row.conversation_id)), new Set([conversationId, again]));
    const [entry] = await fixture.sql`
      select actor_id, detail from audit_entry where action = 'chat.erased' and target_id = ${customer.accountId}`;
    assert.deepEqual({ ...entry }, { actor_id: admin.accountId, detail: { conversations: 1 } });
  });

  test('a whole site can be deleted', async () => {
    await newSite({ retentionDays: 1 });
    await say(await open());
    await fixture.sql`delete from site where site_id = ${customer.siteId}`;
  });
});
