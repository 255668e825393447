import type { ChatSessionOptions, Conversation } from '@wattlet/sdk';
import { WattletError } from '@wattlet/sdk/errors';
import { forgetOldMessages, LocalOutbox } from '../chat-parts/local-outbox.ts';
import { type ChatPlace, keepAccount, keptAccount, ownScope } from './kept-account.ts';
import { type ChatChoice, keptChoice } from './kept-choice.ts';
import type { SupportChatClient } from './support-chat-client.ts';

const MOST_LISTED = 20;

/** Whose conversation is shown. */
export interface ChatSource extends ChatPlace {
  readonly client: SupportChatClient;
  /** Only this one; empty for the one that goes on. */
  readonly conversationId: string;
}

/** Who writes, and what is kept for them alone. */
export interface ChatWriter extends Required<Pick<ChatSessionOptions, 'writerId'>> {
  /** Of what is remembered. */
  readonly scope: string;
  readonly storage: LocalOutbox;
}

/** How a conversation is chosen. */
export interface ChoosingOptions {
  readonly signal: AbortSignal;
  /** Conversations that are not there any more. */
  readonly goneIds: ReadonlySet<string>;
}

/** Who writes, and what in. */
export interface ChosenChat {
  readonly writer: ChatWriter;
  readonly choice: ChatChoice;
  /** The customer's, the newest change first: of many the first page; none where the page wants a single one. */
  readonly conversations: readonly Conversation[];
}

/**
 * The conversation that goes on: a new one of which messages wait already, else the one in which something waits that was
 * written last, for it is only sent while it is shown, a new one for it where that is gone; else the one with the newest
 * change, else a new one. Without a connection it is what was shown last to whoever chatted here last. Where that is not
 * known, either, nothing can be written that somebody else might send.
 *
 * @throws what the server refuses, and `permission_denied` for agents, whose conversations are those of their customers
 */
export async function chooseConversation(
  source: ChatSource,
  { signal, goneIds }: ChoosingOptions,
): Promise<ChosenChat> {
  forgetOldMessages();
  const { customerId, conversations, isReached } = await find(source, signal);
  const scope = ownScope(source, customerId);
  const storage = new LocalOutbox(scope);
  const writer: ChatWriter = { writerId: customerId, scope, storage };
  if (source.conversationId)
    return { writer, choice: { conversationId: source.conversationId }, conversations: [] };
  const { openId = crypto.randomUUID(), ...last }: ChatChoice = keptChoice(scope);
  const kept = await storage.load();
  // What can only be refused where it was written for opens a new one, as does what was never opened.
  const isGone = (key: string) => goneIds.has(key);
  const waiting = kept.filter(
    ({ key, refusal }) => !refusal || (isGone(key) && refusal.code === 'not_found'),
  );
  const written = waiting.sort((one, other) => one.position - other.position).at(-1)?.key;
  const key = kept.some((entry) => entry.key === openId) ? openId : written;
  if (key !== undefined && (key === openId || isGone(key)))
    return { writer, choice: { openId: key }, conversations };
  const conversationId = key ?? (isReached ? conversations[0] : last)?.conversationId;
  return { writer, choice: conversationId === undefined ? { openId } : { conversationId }, conversations };
}

/** Who calls, and their conversations; without a connection who has called last. */
async function find(
  source: ChatSource,
  signal: AbortSignal,
): Promise<Pick<ChosenChat, 'conversations'> & { customerId: string; isReached: boolean }> {
  try {
    const { customerId, conversations } = await source.client.chat.list({ pageSize: MOST_LISTED, signal });
    keepAccount(source, customerId);
    if (customerId === undefined) throw new WattletError('permission_denied', 'for customers');
    return { customerId, conversations, isReached: true };
  } catch (error) {
    // The contract's codes are read by their names, as a host may bring its own client.
    const code = error instanceof Error && 'code' in error ? error.code : '';
    // Whoever visits is not signed out by it.
    if (code === 'unauthenticated' && !source.siteKey) keepAccount(source, undefined);
    const customerId = keptAccount(source);
    const isUnreachable = code === 'unavailable' || code === 'deadline_exceeded';
    if (!isUnreachable || customerId === undefined) throw error;
    return { customerId, conversations: [], isReached: false };
  }
}
