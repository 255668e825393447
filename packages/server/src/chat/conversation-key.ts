/** Names a conversation: the first columns of the key of everything that belongs to it. */
export interface ConversationKey {
  readonly siteId: string;
  readonly conversationId: string;
}
