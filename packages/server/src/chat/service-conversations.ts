import type { ServiceImpl } from '@connectrpc/connect';
import { answerPrivately } from '../accounts/answer-privately.ts';
import { type ChatService, ConversationFilter as FilterMessage } from '../gen/wattlet/v1/chat_pb.js';
import type { Conversation } from '../gen/wattlet/v1/conversation_pb.js';
import type { AnySql } from '../platform/postgres/database.ts';
import { agentOf, type ChatCaller, callerOf, customerOf, requireWriter } from './chat-caller.ts';
import { unknownConversation } from './chat-errors.ts';
import { conversationMessage } from './chat-messages.ts';
import type { ChatParts } from './chat-parts.ts';
import { assignConversation, closeConversation, rateConversation } from './conversation-state.ts';
import { findConversation } from './conversation-view.ts';
import { type ConversationFilter, countOpen, listConversations } from './list-conversations.ts';
import { openConversation } from './open-conversation.ts';
import { currentCursor } from './snapshot-cursor.ts';

type Methods =
  | 'openConversation'
  | 'listConversations'
  | 'assignConversation'
  | 'closeConversation'
  | 'rateConversation';

const DEFAULT_PAGE = 50;

const FILTERS: Readonly<Record<FilterMessage, ConversationFilter>> = {
  [FilterMessage.UNSPECIFIED]: 'default',
  [FilterMessage.MINE]: 'mine',
  [FilterMessage.UNASSIGNED]: 'unassigned',
  [FilterMessage.ALL]: 'all',
  [FilterMessage.CLOSED]: 'closed',
};

/** Conversations as wholes. */
export function conversationMethods(parts: ChatParts): Pick<ServiceImpl<typeof ChatService>, Methods> {
  const { sql, wire, limits, now } = parts;
  return {
    openConversation: ({ clientId, customerId }, context) =>
      answerPrivately(context, async () => {
        const caller = callerOf(context);
        // An agent opens one for a customer.
        if (caller.side === 'customer') requireWriter(caller, customerId);
        const at = now();
        limits.countSending(caller, 'conversation', at);
        const opening = { clientId, customerId: customerId || caller.accountId, at };
        const conversationId = await openConversation(sql, caller, opening);
        wire.ring({ siteId: caller.siteId, conversationId });
        return { conversation: await seenBy(sql, caller, conversationId) };
      }),

    listConversations: ({ filter, pageSize, pageToken }, context) =>
      answerPrivately(context, async () => {
        const caller = callerOf(context);
        const query = { filter: FILTERS[filter], limit: pageSize || DEFAULT_PAGE, pageToken };
        // One snapshot: whoever watches from its cursor misses nothing that is not in the answer.
        return sql.begin('isolation level repeatable read read only', async (tx) => {
          const position = await currentCursor(tx);
          const { rows, nextPageToken } = await listConversations(tx, caller, query);
          return {
            conversations: rows.map((row) => conversationMessage(row, caller.side)),
            nextPageToken,
            cursor: { position },
            ...(caller.side === 'site'
              ? { counts: await countOpen(tx, caller) }
              : { customerId: caller.accountId }),
          };
        });
      }),

    assignConversation: ({ conversationId, agentId, expectedAgentId }, context) =>
      answerPrivately(context, async () => {
        const caller = agentOf(context);
        const key = { siteId: caller.siteId, conversationId };
        const who = { agentId: agentId || null, expectedId: expectedAgentId || null };
        const assignment = { ...key, ...who, at: now() };
        if (await sql.begin((tx) => assignConversation(tx, assignment))) wire.ring(key);
        return { conversation: await seenBy(sql, caller, conversationId) };
      }),

    closeConversation: ({ conversationId }, context) =>
      answerPrivately(context, async () => {
        const caller = callerOf(context);
        const { siteId, accountId, side } = caller;
        if (await closeConversation(sql, caller, { conversationId, at: now() })) {
          wire.ring({ siteId, conversationId });
          wire.typing({ siteId, conversationId, accountId, side, name: '', typing: false, preview: '' });
        }
        return { conversation: await seenBy(sql, caller, conversationId) };
      }),

    rateConversation: ({ conversationId, rating }, context) =>
      answerPrivately(context, async () => {
        const caller = customerOf(context);
        const changed = await rateConversation(sql, caller, { conversationId, rating, at: now() });
        if (changed) wire.ring({ siteId: caller.siteId, conversationId });
        return { conversation: await seenBy(sql, caller, conversationId) };
      }),
  };
}

/** A conversation as its caller sees it; `not_found` for one that they do not. */
export async function seenBy(sql: AnySql, caller: ChatCaller, conversationId: string): Promise<Conversation> {
  const row = await findConversation(sql, caller, conversationId);
  if (row) return conversationMessage(row, caller.side);
  throw unknownConversation(conversationId);
}
