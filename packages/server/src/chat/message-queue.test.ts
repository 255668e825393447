import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, suite, test } from 'node:test';
import type { Person } from '../access/principal.ts';
import { hasCode } from '../platform/has-code.ts';
import { MessageQueue } from './message-queue.ts';
import { digestOf, type NewMessage } from './message-store.ts';
import { type ChatFixture, createChatFixture } from './testing/chat-fixture.ts';

suite('messages that are stored together', () => {
  let fixture: ChatFixture;
  let customer: Person;
  before(async () => {
    fixture = await createChatFixture();
    customer = await fixture.person(await fixture.site());
  });
  after(() => fixture[Symbol.asyncDispose]());

  const open = async (): Promise<string> => {
    const { conversation } = await fixture.as(customer).openConversation({ clientId: randomUUID() });
    return conversation?.conversationId ?? '';
  };
  const message = (conversationId: string, text: string, clientId: string = randomUUID()): NewMessage => ({
    ...{
      siteId: customer.siteId,
      conversationId,
      sender: 'customer',
      senderId: customer.accountId,
      clientId,
    },
    digest: digestOf({ text, reference: null, attachmentIds: [], note: false }),
    ...{ text, reference: null, note: false, at: fixture.now },
  });

  test('those of one conversation keep the order in which they came', async () => {
    const queue = new MessageQueue(fixture.sql);
    const ids = [await open(), await open(), await open()];
    const stored = await Promise.all(
      Array.from({ length: 30 }, (_, index) => queue.store(message(ids[index % 3] ?? '', `${index}`))),
    );
    const numbers = stored.map((one) => Number(one?.number));
    assert.deepEqual(
      numbers,
      Array.from({ length: 30 }, (_, index) => Math.floor(index / 3) + 1),
    );
  });

  test('one that cannot be stored, or was before, keeps no other from being stored', async () => {
    const queue = new MessageQueue(fixture.sql);
    const [open1, open2, closed] = [await open(), await open(), await open()];
    await fixture.as(customer).closeConversation({ conversationId: closed });
    const first = message(open1, 'first');
    await queue.store(first);
    const results = await Promise.allSettled([
      queue.store(first),
      queue.store(message(open2, 'good')),
      queue.store(message(closed, 'late')),
      queue.store(message(randomUUID(), 'nowhere')),
    ]);
    const [again, good, late, nowhere] = results;
    assert.ok(again?.status === 'rejected' && hasCode(again.reason, '23505'));
    assert.ok(good?.status === 'fulfilled' && good.value?.number === 1n);
    assert.ok(late?.status === 'fulfilled' && late.value === undefined);
    assert.ok(nowhere?.status === 'fulfilled' && nowhere.value === undefined);
  });

  test('a conversation that somebody holds up does not hold up the others, and its message is stored in the end', async () => {
    const [held, free] = [await open(), await open()];
    const reserved = await fixture.sql.reserve();
    await reserved`begin`;
    await reserved`select from conversation where conversation_id = ${held} for update`;
    const send = (conversationId: string) =>
      fixture.as(customer).sendMessage({ conversationId, clientId: randomUUID(), text: 'hello' });
    const waiting = send(held);
    assert.equal((await send(free)).message?.number, 1n);
    await reserved`commit`;
    reserved.release();
    assert.equal((await waiting).message?.number, 1n);
  });
});
