import assert from 'node:assert/strict';
import { beforeEach, suite, test } from 'node:test';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, createRouterTransport } from '@connectrpc/connect';
import { openConnection } from '../connection.ts';
import {
  type AssignConversationRequest,
  ChatService,
  type ChatSettingsSchema,
  ConversationFilter,
  type ListConversationsRequest,
} from '../gen/wattlet/v1/chat_pb.js';
import { type ConversationSchema, ConversationState, SenderKind } from '../gen/wattlet/v1/conversation_pb.js';
import { InboxApi } from './inbox-api.ts';

const AT = Date.UTC(2026, 2, 3, 14);
const CONVERSATION: MessageInitShape<typeof ConversationSchema> = {
  conversationId: 'c',
  customerId: 'maria',
  customerName: 'Maria',
  state: ConversationState.OPEN,
  lastChange: 3n,
  createdAt: timestampFromMs(AT),
};

suite('the inbox of a client', () => {
  let asked: { list?: ListConversationsRequest; assignments: AssignConversationRequest[]; blocked: string[] };
  let settings: MessageInitShape<typeof ChatSettingsSchema> | undefined;
  /** Who has the conversation. */
  let agentId: string;
  let inbox: InboxApi;

  beforeEach(() => {
    asked = { assignments: [], blocked: [] };
    agentId = '';
    settings = {
      timeZone: 'Europe/Athens',
      openingHours: [{ dayOfWeek: 1, fromMinute: 480, toMinute: 1080 }],
    };
    const now = () => ({ ...CONVERSATION, agentId, agentName: agentId === '' ? '' : `Agent ${agentId}` });
    const fresh = createRouterTransport(({ service }) => {
      service(ChatService, {
        listConversations: (request) => {
          asked.list = request;
          const counts = { mine: 1, unassigned: 2, all: 3 };
          return { conversations: [now()], nextPageToken: 'more', cursor: { position: '1:2:' }, counts };
        },
        listMessages: () => ({ conversation: now(), messages: [], cursor: { change: 3n } }),
        assignConversation: (request) => {
          asked.assignments.push(request);
          if (request.agentId !== agentId && request.expectedAgentId !== agentId)
            throw new ConnectError('somebody else has it', Code.Aborted);
          agentId = request.agentId;
          return { conversation: now() };
        },
        searchMessages: ({ query }) => ({
          found: [
            {
              conversation: now(),
              message: { change: 2n, sender: SenderKind.CUSTOMER, text: query, sentAt: timestampFromMs(AT) },
            },
          ],
        }),
        blockCustomer: ({ customerId, blocked }) => {
          asked.blocked.push(`${customerId} ${blocked}`);
          return {};
        },
        listAgents: () => ({
          agents: [
            { agentId: 'anna', name: 'Anna', online: true, conversations: 2, administrator: true },
            { agentId: 'nikos', name: 'Nikos' },
          ],
          ownAgentId: 'nikos',
        }),
        listBlockedCustomers: ({ pageToken }) => ({
          customers: [
            {
              ...{ customerId: pageToken || 'rude', name: 'Rude', reference: pageToken },
              blockedAt: timestampFromMs(AT),
            },
          ],
          nextPageToken: pageToken === '' ? 'more' : '',
        }),
        exportCustomerChats: ({ customerId }) => ({
          ...{ fileName: 'chats.json', json: new TextEncoder().encode(customerId) },
        }),
        getChatSettings: () => ({ settings: settings ?? {} }),
        updateChatSettings: (request) => {
          settings = request.settings;
          return { settings: request.settings ?? {} };
        },
      });
    });
    const connection = openConnection({ baseUrl: 'https://energy.example' });
    inbox = new InboxApi({ ...connection, transports: { fresh, cacheable: fresh } });
  });

  test('lists all that is open unless asked for less, with counts of the whole site', async () => {
    const { conversations, counts, nextPageToken } = await inbox.list();
    assert.equal(asked.list?.filter, ConversationFilter.UNSPECIFIED);
    assert.deepEqual(counts, { mine: 1, unassigned: 2, open: 3 });
    assert.deepEqual([conversations[0]?.customerName, conversations[0]?.agentId], ['Maria', undefined]);
    assert.equal(nextPageToken, 'more');
    await inbox.list({ filter: 'unassigned' });
    assert.equal(asked.list?.filter, ConversationFilter.UNASSIGNED);
  });

  test('of two who claim a conversation one gets it, and the other is told who has it', async () => {
    const [first, second] = await Promise.all([
      inbox.assign('c', { to: 'anna' }),
      inbox.assign('c', { to: 'nikos' }),
    ]);
    assert.deepEqual([first.isDone, first.conversation.agentName], [true, 'Agent anna']);
    assert.deepEqual([second.isDone, second.conversation.agentName], [false, 'Agent anna']);
  });

  test('a conversation is handed over, and let go', async () => {
    await inbox.assign('c', { to: 'anna' });
    const handed = await inbox.assign('c', { from: 'anna', to: 'nikos' });
    const free = await inbox.assign('c', { from: 'nikos' });
    assert.deepEqual([handed.conversation.agentId, free.conversation.agentId], ['nikos', undefined]);
    assert.deepEqual([free.isDone, asked.assignments.at(-1)?.agentId], [true, '']);
  });

  test('what is found stands with its conversation; a customer is blocked and let write again', async () => {
    const [found] = await inbox.search('"night tariff" -solar');
    assert.deepEqual(
      [found?.conversation.conversationId, found?.message.text, found?.message.sender],
      ['c', '"night tariff" -solar', 'customer'],
    );
    await inbox.block('maria', true);
    await inbox.block('maria', false);
    assert.deepEqual(asked.blocked, ['maria true', 'maria false']);
  });

  test('gives an administrator the conversations of a customer as a document', async () => {
    const { fileName, json } = await inbox.desk.exportCustomer('maria');
    assert.deepEqual([fileName, new TextDecoder().decode(json)], ['chats.json', 'maria']);
  });

  test('tells who may not write, page by page', async () => {
    const { customers, nextPageToken } = await inbox.desk.blocked();
    assert.deepEqual(customers, [{ customerId: 'rude', name: 'Rude', blockedAt: new Date(AT) }]);
    assert.ok(nextPageToken);
    const last = await inbox.desk.blocked({ pageToken: nextPageToken });
    assert.equal(last.customers[0]?.reference, 'more');
    assert.equal(last.nextPageToken, undefined);
  });

  test('agents know which of them they are, and settings come back as they were sent', async () => {
    const agents = await inbox.desk.agents();
    assert.deepEqual(
      agents.map(({ name, isOnline, isAdministrator, isSelf }) => [name, isOnline, isAdministrator, isSelf]),
      [
        ['Anna', true, true, false],
        ['Nikos', false, false, true],
      ],
    );
    const read = await inbox.desk.settings();
    assert.deepEqual(read.openingHours, [{ dayOfWeek: 1, fromMinute: 480, toMinute: 1080 }]);
    const exceptions = [{ date: '2026-12-24', fromMinute: 0, toMinute: 0 }];
    const changed = { ...read, exceptions, typingPreview: true, retentionDays: 30 };
    assert.deepEqual(await inbox.desk.updateSettings(changed), changed);
    assert.deepEqual(await inbox.desk.settings(), changed);
  });
});
