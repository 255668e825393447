import type { ChatMessage, ChatSide } from './chat-message.ts';
import type { Conversation, Receipts } from './conversation.ts';

/** How far a message of one's own has come: stored, at a device of the other side, on its screen. */
export type DeliveryState = 'sent' | 'delivered' | 'seen';

/** How far the other side has come. */
export function receiptsOfOthers(conversation: Conversation, side: ChatSide): Receipts {
  return side === 'customer' ? conversation.siteReceipts : conversation.customerReceipts;
}

/** How far a message of one's own side has come. Notes go nowhere. */
export function deliveryOf(
  { number }: ChatMessage,
  conversation: Conversation,
  side: ChatSide,
): DeliveryState {
  const { readNumber, deliveredNumber } = receiptsOfOthers(conversation, side);
  if (number === 0) return 'sent';
  if (number <= readNumber) return 'seen';
  return number <= deliveredNumber ? 'delivered' : 'sent';
}
