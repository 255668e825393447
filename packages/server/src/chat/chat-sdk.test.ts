import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, suite, test } from 'node:test';
import {
  type ChatSession,
  type ChatState,
  createClient,
  transcriptOf,
  type WattletClient,
} from '@wattlet/sdk';
import { ChatService } from '../gen/wattlet/v1/chat_pb.js';
import {
  type AccessServer,
  startAccessServer,
  type TestPerson,
  type TestSite,
} from '../testing/access-server.ts';

/** Resolves as soon as a session is as the test wants it. */
function shown(session: ChatSession, look: (state: ChatState) => boolean): Promise<ChatState> {
  return new Promise((resolve) => {
    const check = () => {
      if (!look(session.state)) return;
      stop();
      resolve(session.state);
    };
    const stop = session.subscribe(check);
    check();
  });
}

suite('sessions of the SDK with a whole server', () => {
  let server: AccessServer;
  let site: TestSite;
  let customer: TestPerson;
  let agent: TestPerson;
  const clients: WattletClient[] = [];
  before(async () => {
    server = await startAccessServer();
    site = await server.site();
    customer = await server.person('customer', site.site_id);
    agent = await server.person('agent', site.site_id);
  });
  after(async () => {
    for (const client of clients) client.close();
    await server[Symbol.asyncDispose]();
  });

  function clientWith(token: string): WattletClient {
    const client = createClient({ baseUrl: server.url, getToken: () => token });
    clients.push(client);
    return client;
  }

  async function clientOf(person: TestPerson): Promise<WattletClient> {
    const { headers } = await server.accessToken(person, ['chat']);
    return clientWith((headers['authorization'] ?? '').replace('Bearer ', ''));
  }

  test('a customer and an agent talk: typing, delivered, seen, a file, the end, a rating, and on again', async () => {
    const own = await clientOf(customer);
    const mine = own.chat.session({ openId: randomUUID() });
    mine.send({ text: 'My bill\u0007 is wrong', reference: { kind: 'alert', alertId: randomUUID() } });
    const { conversation } = await shown(
      mine,
      ({ messages, status }) => status === 'ready' && messages.length === 1,
    );
    const conversationId = conversation?.conversationId ?? '';
    const theirs = (await clientOf(agent)).chat.session({ conversationId, side: 'site' });
    const [message] = (await shown(theirs, ({ messages }) => messages.length === 1)).messages;
    assert.equal(message?.text, 'My bill is wrong');
    assert.equal(message.reference?.kind, 'alert');
    await shown(mine, ({ messages }) => messages[0]?.delivery === 'delivered');
    theirs.markRead(1);
    await shown(mine, ({ messages }) => messages[0]?.delivery === 'seen');

    theirs.type();
    await shown(mine, ({ typists }) => typists.length === 1);
    theirs.send({ text: 'Show me, please' });
    const answered = await shown(mine, ({ messages }) => messages.length === 2);
    assert.deepEqual(answered.typists, [], 'who has written does not type');
    assert.equal(answered.conversation?.unread, 1);

    const progress: number[] = [];
    const file = new File(['%PDF-1.7\n%%EOF\n'], 'bill/2026.pdf', { type: 'application/pdf' });
    const attachment = await mine.upload(file, { onProgress: (share) => progress.push(share) });
    assert.equal(attachment.mediaType, 'application/pdf');
    assert.equal(progress.at(-1), 1);
    mine.send({ text: '', attachmentIds: [attachment.attachmentId] });
    const sent = await shown(theirs, ({ messages }) => messages.length === 3);
    const [stored] = sent.messages[2]?.attachments ?? [];
    assert.equal(stored?.fileName, 'bill 2026.pdf');
    const { url } = await own.chat.file(attachment.attachmentId);
    assert.match(await (await fetch(url)).text(), /^%PDF/);
    await assert.rejects(mine.upload(new File(['MZ'], 'a.pdf', { type: 'application/pdf' })), {
      name: 'WattletError',
      code: 'invalid_argument',
    });

    await theirs.end();
    await shown(mine, (state) => state.conversation?.state === 'closed');
    await mine.rate(4);
    await shown(theirs, (state) => state.conversation?.rating === 4);
    mine.send({ text: 'One more thing' });
    await shown(theirs, (state) => state.conversation?.state === 'open' && state.messages.length === 4);

    const history = await own.chat.history(conversationId);
    const text = transcriptOf(history, {
      title: 'Talk',
      locale: 'en',
      timeZone: 'UTC',
      nameOf: ({ sender }) => sender,
    });
    assert.deepEqual(
      text.split('\n').filter((line) => line !== '' && !line.includes(' – ')),
      ['Talk', 'My bill is wrong', 'Show me, please', '[bill 2026.pdf]', 'One more thing'],
    );
    mine.close();
    theirs.close();
  });

  test('what a visitor has written is the customer’s once they have signed in', async () => {
    const admin = await server.person('administrator', site.site_id);
    const settings = { timeZone: 'Europe/Athens', anonymous: true };
    await server.client(ChatService, admin.signedIn).updateChatSettings({ settings });
    const { authorization = '' } = site.key;
    const { token } = await clientWith(authorization.replace('Bearer ', '')).chat.startVisit();
    const visitor = clientWith(token).chat.session({ openId: randomUUID() });
    visitor.send({ text: 'Hello' });
    await shown(visitor, ({ messages }) => messages.length === 1);
    const own = await clientOf(customer);
    assert.equal(await own.chat.mergeVisit(token), 1);
    assert.equal(await own.chat.mergeVisit(token), 0);
    const { conversations } = await own.chat.list();
    assert.ok(conversations.some(({ conversationId }) => conversationId === visitor.conversationId));
    assert.equal((await own.chat.hours()).timeZone, 'Europe/Athens');
    visitor.close();
  });
});
