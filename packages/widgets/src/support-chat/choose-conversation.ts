import type { OutboxStorage } from '@wattlet/sdk';
import { type ChatChoice, keptChoice } from './kept-choice.ts';
import type { SupportChatClient } from './support-chat-client.ts';

/** What a conversation is chosen by. */
export interface ChoiceInput {
  readonly client: SupportChatClient;
  readonly server: string;
  readonly storage: OutboxStorage;
  readonly signal: AbortSignal;
}

/**
 * The conversation that goes on: a new one of which messages wait already, else the one with the newest change, else a
 * new one. Without a connection it is what was shown last.
 *
 * @throws what the server refuses
 */
export async function chooseConversation({
  client,
  server,
  storage,
  signal,
}: ChoiceInput): Promise<ChatChoice> {
  const { openId, ...kept } = keptChoice(server);
  if (openId !== undefined && (await waits(storage, openId))) return { openId };
  const fresh = { openId: openId ?? crypto.randomUUID() };
  try {
    const { conversations } = await client.chat.list({ pageSize: 1, signal });
    const [newest] = conversations;
    return newest ? { conversationId: newest.conversationId } : fresh;
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    return kept.conversationId === undefined ? fresh : kept;
  }
}

async function waits(storage: OutboxStorage, key: string): Promise<boolean> {
  const entries = await storage.load(key).catch(() => []);
  return entries.length > 0;
}

/** The contract's codes are read by their names, as a host may bring its own client. */
function isUnreachable(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return code === 'unavailable' || code === 'deadline_exceeded';
}
