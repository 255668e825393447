import type { ServiceImpl } from '@connectrpc/connect';
import { answerPrivately } from '../accounts/answer-privately.ts';
import type { ChatService } from '../gen/wattlet/v1/chat_pb.js';
import { invalidRequest } from '../rpc/errors.ts';
import { awayReplyAt } from './auto-reply.ts';
import { agentOf, callerOf, requireWriter } from './chat-caller.ts';
import { agentsOnly, unknownConversation } from './chat-errors.ts';
import { chatMessage, conversationMessage, referenceJson } from './chat-messages.ts';
import type { ChatParts } from './chat-parts.ts';
import { messageText, plainText } from './chat-text.ts';
import { findConversation, selectConversations } from './conversation-view.ts';
import { listMessages, searchMessages } from './message-store.ts';
import { markRead } from './receipt-store.ts';
import { sendMessage } from './send-message.ts';
import { seenBy } from './service-conversations.ts';
import { writerName } from './writer-name.ts';

type Methods = 'listMessages' | 'sendMessage' | 'markRead' | 'setTyping' | 'searchMessages';

const DEFAULT_PAGE = 50;
const DEFAULT_FOUND = 20;

/** What is said in conversations. */
export function messageMethods(parts: ChatParts): Pick<ServiceImpl<typeof ChatService>, Methods> {
  const { sql, wire, settings, limits, now } = parts;
  return {
    listMessages: ({ conversationId, beforeChange, pageSize }, context) =>
      answerPrivately(context, async () => {
        const caller = callerOf(context);
        const { siteId, side } = caller;
        const limit = pageSize || DEFAULT_PAGE;
        // One snapshot: whoever watches from its cursor misses nothing that is not in the answer.
        return sql.begin('isolation level repeatable read read only', async (tx) => {
          const row = await findConversation(tx, caller, conversationId);
          if (!row) throw unknownConversation(conversationId);
          const query = { siteId, conversationId, beforeChange, limit: limit + 1 };
          const found = await listMessages(tx, side, query);
          return {
            conversation: conversationMessage(row, side),
            messages: found.slice(0, limit).toReversed().map(chatMessage),
            hasOlder: found.length > limit,
            cursor: { change: row.last_change },
          };
        });
      }),

    sendMessage: ({ conversationId, clientId, writerId, text, reference, attachmentIds, note }, context) =>
      answerPrivately(context, async () => {
        const caller = callerOf(context);
        const { siteId, accountId, side } = caller;
        requireWriter(caller, writerId);
        if (note && side === 'customer') throw agentsOnly();
        const content = { text: messageText(text), reference: referenceJson(reference), attachmentIds, note };
        if (content.text === '' && attachmentIds.length === 0) throw emptyMessage();
        const at = now();
        limits.countSending(caller, 'message', at);
        const away = side === 'customer' ? awayReplyAt(await settings.of(siteId), at) : undefined;
        const sending = { ...content, conversationId, clientId, at, away };
        const { message, isNew } = await sendMessage(parts, caller, sending);
        if (isNew) {
          wire.ring({ siteId, conversationId });
          wire.typing({ siteId, conversationId, accountId, side, name: '', typing: false, preview: '' });
        }
        return { message: chatMessage(message) };
      }),

    markRead: ({ conversationId, deliveredNumber, readNumber }, context) =>
      answerPrivately(context, async () => {
        const caller = callerOf(context);
        const mark = { conversationId, delivered: deliveredNumber, read: readNumber, at: now() };
        if (await markRead(sql, caller, mark)) wire.ring({ siteId: caller.siteId, conversationId });
        return { conversation: await seenBy(sql, caller, conversationId) };
      }),

    setTyping: ({ conversationId, typing, preview }, context) =>
      answerPrivately(context, async () => {
        const caller = callerOf(context);
        const { siteId, accountId, side } = caller;
        const name = await writerName(sql, caller, conversationId);
        if (name === undefined) throw unknownConversation(conversationId);
        const isShown = typing && side === 'customer' && (await settings.of(siteId)).typingPreview;
        const shown = isShown ? plainText(preview) : '';
        wire.typing({ siteId, conversationId, accountId, side, name, typing, preview: shown });
        return {};
      }),

    searchMessages: ({ query, pageSize }, context) =>
      answerPrivately(context, async () => {
        const caller = agentOf(context);
        const found = await searchMessages(sql, {
          siteId: caller.siteId,
          query,
          limit: pageSize || DEFAULT_FOUND,
        });
        const ids = [...new Set(found.map((row) => row.conversation_id))];
        const rows = await selectConversations(sql, caller, {
          where: sql`c.conversation_id = any(${ids}::uuid[])`,
        });
        const conversations = new Map(
          rows.map((row) => [row.conversation_id, conversationMessage(row, caller.side)]),
        );
        return {
          found: found.flatMap((row) => {
            const conversation = conversations.get(row.conversation_id);
            return conversation ? [{ conversation, message: chatMessage(row) }] : [];
          }),
        };
      }),
  };
}

function emptyMessage() {
  const description = 'is empty; only a message with attachments may be';
  return invalidRequest([{ field: 'text', reason: 'EMPTY_TEXT', description }]);
}
