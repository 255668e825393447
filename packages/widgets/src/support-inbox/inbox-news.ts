import type { Conversation } from '@wattlet/sdk';

/** The conversations that have more unread messages than before. */
export function newsOf(
  now: readonly Conversation[],
  before: readonly Conversation[],
): readonly Conversation[] {
  const unread = new Map(before.map((one) => [one.conversationId, one.unread]));
  return now.filter((one) => one.unread > (unread.get(one.conversationId) ?? 0));
}
