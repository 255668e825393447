import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, suite, test } from 'node:test';
import { refusesWith } from '../embedding/testing/refuses-with.ts';
import { AccountService } from '../gen/wattlet/v1/account_pb.js';
import { ChatService } from '../gen/wattlet/v1/chat_pb.js';
import { LiveService } from '../gen/wattlet/v1/live_pb.js';
import { SiteService } from '../gen/wattlet/v1/site_pb.js';
import {
  type AccessServer,
  bearer,
  startAccessServer,
  type TestPerson,
  type TestSite,
} from '../testing/access-server.ts';

const PORTAL = 'https://portal.example';
const PDF = Buffer.from('%PDF-1.7\n%%EOF\n');

suite('chats through a whole server', () => {
  let server: AccessServer;
  let site: TestSite;
  let customer: TestPerson;
  let agent: TestPerson;
  before(async () => {
    server = await startAccessServer();
    site = await server.site([PORTAL]);
    customer = await server.person('customer', site.site_id);
    agent = await server.person('agent', site.site_id);
  });
  after(() => server[Symbol.asyncDispose]());

  const chats = ({ signedIn }: TestPerson) => server.client(ChatService, signedIn);
  const open = async (): Promise<string> => {
    const { conversation } = await chats(customer).openConversation({ clientId: randomUUID() });
    return conversation?.conversationId ?? '';
  };

  test('a message is told to the agent who watches, with its file, which a page of the portal may put and show', async () => {
    const conversationId = await open();
    const stop = new AbortController();
    const stream = server
      .client(LiveService, agent.signedIn)
      .watch(
        { topics: [{ id: 1, subject: { case: 'conversation', value: { conversationId } } }] },
        { signal: stop.signal },
      )
      [Symbol.asyncIterator]();
    const ready = await stream.next();
    assert.equal(ready.done === false && ready.value.event.case, 'ready');

    const sizeBytes = BigInt(PDF.length);
    const file = await chats(customer).createAttachment({ conversationId, fileName: 'bill.pdf', sizeBytes });
    const preflight = await fetch(`${server.url}${file.uploadPath}`, {
      method: 'OPTIONS',
      headers: {
        origin: PORTAL,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'content-type',
      },
    });
    assert.equal(preflight.headers.get('access-control-allow-origin'), PORTAL);
    assert.match(preflight.headers.get('access-control-allow-methods') ?? '', /PUT/);
    const put = await fetch(`${server.url}${file.uploadPath}`, {
      method: 'PUT',
      body: Uint8Array.from(PDF),
      headers: { 'content-type': 'application/pdf', origin: PORTAL },
    });
    assert.equal(put.status, 200);
    await chats(customer).sendMessage({
      ...{ conversationId, clientId: randomUUID(), text: 'My bill', attachmentIds: [file.attachmentId] },
    });
    const told = await stream.next();
    assert.ok(told.done === false && told.value.event.case === 'conversation');
    const [message] = told.value.event.value.messages;
    assert.deepEqual([message?.text, message?.attachments[0]?.fileName], ['My bill', 'bill.pdf']);
    stop.abort();
    await assert.rejects(async () => stream.next());

    const { path } = await chats(agent).getAttachment({ attachmentId: file.attachmentId });
    const response = await fetch(`${server.url}${path}`, { headers: { origin: PORTAL } });
    assert.equal(response.headers.get('cross-origin-resource-policy'), 'cross-origin');
    assert.equal(response.headers.get('content-security-policy'), "default-src 'none'; sandbox");
    assert.deepEqual(Buffer.from(await response.arrayBuffer()), PDF);
  });

  test('tokens chat only with the scope for it', async () => {
    const conversationId = await open();
    for (const [scopes, allowed] of [
      [['read_series', 'read_meters'], false],
      [['chat'], true],
    ] as const) {
      const { headers } = await server.accessToken(customer, scopes);
      const byToken = server.client(ChatService, headers);
      const calls = [
        () => byToken.listMessages({ conversationId }),
        () => byToken.sendMessage({ conversationId, clientId: randomUUID(), text: 'by a script' }),
      ];
      for (const call of calls) {
        if (allowed) await call();
        else await refusesWith(call, 'PermissionDenied', 'SCOPE_MISSING');
      }
    }
    const { token } = await server
      .client(SiteService, site.secret)
      .createEmbedToken({ subject: 'customer 7' });
    await server.client(ChatService, bearer(token)).openConversation({ clientId: randomUUID() });
  });

  test('a visitor of the portal chats by a token, reads no account, and keeps the conversation by signing in', async () => {
    const admin = await server.person('administrator', site.site_id);
    await chats(admin).updateChatSettings({ settings: { timeZone: 'UTC', anonymous: true } });
    const { token } = await server.client(ChatService, site.key).startVisit({});
    const visitor = server.client(ChatService, bearer(token));
    const { conversation } = await visitor.openConversation({ clientId: randomUUID() });
    await visitor.sendMessage({
      conversationId: conversation?.conversationId ?? '',
      clientId: randomUUID(),
      text: 'hi',
    });
    await refusesWith(
      server.client(AccountService, bearer(token)).listSessions({}),
      'PermissionDenied',
      'CREDENTIAL_NOT_ACCEPTED',
    );
    assert.equal((await chats(customer).mergeVisit({ token })).conversations, 1);
    await refusesWith(visitor.listConversations({}), 'Unauthenticated', 'VISIT_NOT_ACCEPTED');
  });

  test('the export of an account has its chats', async () => {
    const conversationId = await open();
    await chats(customer).sendMessage({ conversationId, clientId: randomUUID(), text: 'remember me' });
    const { json } = await server.client(AccountService, customer.signedIn).exportAccount({});
    assert.match(new TextDecoder().decode(json), /remember me/);
  });
});
