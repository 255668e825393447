import * as wire from '../gen/wattlet/v1/conversation_pb.js';
import { optionalDate, optionalText, present, toDate } from '../transport/from-wire.ts';
import type { Conversation, ConversationState, Receipts } from './conversation.ts';

const STATES: Readonly<Record<wire.ConversationState, ConversationState | undefined>> = {
  [wire.ConversationState.UNSPECIFIED]: undefined,
  [wire.ConversationState.OPEN]: 'open',
  [wire.ConversationState.CLOSED]: 'closed',
};

/** @throws WattletError `internal` when the server left out what the contract promises. */
export function toConversation(told: wire.Conversation | undefined): Conversation {
  const conversation = present(told, 'conversation');
  const { conversationId, customerId, customerName, lastText, lastIsNote, rating, blocked } = conversation;
  return {
    ...{ conversationId, customerId, customerName, lastText, lastIsNote, blocked },
    ...optionalText('customerReference', conversation.customerReference),
    state: present(STATES[conversation.state], 'conversation.state'),
    ...optionalText('agentId', conversation.agentId),
    ...optionalText('agentName', conversation.agentName),
    lastNumber: Number(conversation.lastNumber),
    lastChange: Number(conversation.lastChange),
    createdAt: toDate(conversation.createdAt, 'conversation.created_at'),
    ...optionalDate('lastMessageAt', conversation.lastMessageAt),
    ...optionalDate('waitingSince', conversation.waitingSince),
    customerReceipts: toReceipts(conversation.customerReceipts),
    siteReceipts: toReceipts(conversation.siteReceipts),
    unread: Number(conversation.unread),
    ...(rating > 0 && { rating }),
  };
}

/** Nothing was delivered to a side that never looked. */
function toReceipts(receipts: wire.Receipts | undefined): Receipts {
  return {
    deliveredNumber: Number(receipts?.deliveredNumber ?? 0),
    readNumber: Number(receipts?.readNumber ?? 0),
    ...optionalDate('readAt', receipts?.readAt),
  };
}
