import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { ServiceImpl } from '@connectrpc/connect';
import { answerPrivately } from '../accounts/answer-privately.ts';
import type { ChatService } from '../gen/wattlet/v1/chat_pb.js';
import { failedPrecondition, invalidRequest, notFound } from '../rpc/errors.ts';
import {
  deleteCannedReply,
  listAgents,
  listCannedReplies,
  MAX_CANNED_REPLIES,
  notePresence,
  saveCannedReply,
} from './agent-store.ts';
import { blockCustomer, listBlocked } from './block-store.ts';
import { auditChat } from './chat-audit.ts';
import { agentOf } from './chat-caller.ts';
import type { ChatParts } from './chat-parts.ts';
import { messageText } from './chat-text.ts';

type Methods =
  | 'setPresence'
  | 'listAgents'
  | 'blockCustomer'
  | 'listBlockedCustomers'
  | 'listCannedReplies'
  | 'saveCannedReply'
  | 'deleteCannedReply';

/** What agents have among themselves. */
export function agentMethods(parts: ChatParts): Pick<ServiceImpl<typeof ChatService>, Methods> {
  const { sql, wire, now } = parts;
  return {
    setPresence: ({ online }, context) =>
      answerPrivately(context, async () => {
        const agent = agentOf(context);
        await notePresence(sql, agent, online ? now() : undefined);
        wire.presence({ siteId: agent.siteId, agentId: agent.accountId, online });
        return {};
      }),

    listAgents: (_request, context) =>
      answerPrivately(context, async () => {
        const { siteId, accountId: ownAgentId } = agentOf(context);
        const rows = await listAgents(sql, siteId, now());
        return { agents: rows.map(({ agent_id: agentId, ...agent }) => ({ agentId, ...agent })), ownAgentId };
      }),

    blockCustomer: ({ customerId, blocked }, context) =>
      answerPrivately(context, async () => {
        const { siteId, accountId: actorId } = agentOf(context);
        const { changed, conversationIds } = await blockCustomer(sql, siteId, {
          customerId,
          blocked,
          at: now(),
        });
        if (!changed) return {};
        const action = blocked ? 'chat.customer-blocked' : 'chat.customer-unblocked';
        await auditChat(sql, { siteId, actorId, action, targetId: customerId });
        for (const conversationId of conversationIds) wire.ring({ siteId, conversationId });
        return {};
      }),

    listBlockedCustomers: ({ pageSize, pageToken }, context) =>
      answerPrivately(context, async () => {
        const { siteId } = agentOf(context);
        const { rows, nextPageToken } = await listBlocked(sql, siteId, { limit: pageSize || 50, pageToken });
        const customers = rows.map(({ customer_id: customerId, name, reference, blocked_at: blockedAt }) => ({
          ...{ customerId, name, reference: reference ?? '', blockedAt: timestampFromDate(blockedAt) },
        }));
        return { customers, nextPageToken };
      }),

    listCannedReplies: (_request, context) =>
      answerPrivately(context, async () => ({
        replies: await listCannedReplies(sql, agentOf(context).siteId),
      })),

    saveCannedReply: ({ reply }, context) =>
      answerPrivately(context, async () => {
        const { siteId, accountId: actorId } = agentOf(context);
        const shortcut = (reply?.shortcut ?? '').normalize('NFC');
        const text = messageText(reply?.text ?? '', 'reply.text');
        if (text === '') throw emptyReply();
        if (!(await saveCannedReply(sql, siteId, { shortcut, text }))) throw tooManyReplies();
        await auditChat(sql, { siteId, actorId, action: 'chat.canned-reply-saved', detail: { shortcut } });
        return {};
      }),

    deleteCannedReply: ({ shortcut: given }, context) =>
      answerPrivately(context, async () => {
        const { siteId, accountId: actorId } = agentOf(context);
        const shortcut = given.normalize('NFC');
        if (!(await deleteCannedReply(sql, siteId, shortcut))) throw unknownReply(shortcut);
        await auditChat(sql, { siteId, actorId, action: 'chat.canned-reply-deleted', detail: { shortcut } });
        return {};
      }),
  };
}

function emptyReply() {
  return invalidRequest([{ field: 'reply.text', reason: 'EMPTY_TEXT', description: 'is empty' }]);
}

function tooManyReplies() {
  const message = `there are ${MAX_CANNED_REPLIES} canned replies already: remove one`;
  return failedPrecondition({ reason: 'TOO_MANY_CANNED_REPLIES', message });
}

function unknownReply(shortcut: string) {
  const description = `there is no canned reply ${shortcut}`;
  return notFound({ field: 'shortcut', reason: 'UNKNOWN_CANNED_REPLY', description });
}
