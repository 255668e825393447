import { randomUUID } from 'node:crypto';
import type { Transaction } from '../platform/postgres/database.ts';
import type { ChatSettings } from './chat-settings.ts';
import { digestOf, type NewMessage, storeMessage } from './message-store.ts';
import { openingAt } from './opening-hours.ts';

/** What whoever writes while nobody is there is told, and until when not again. */
export interface AwayReply {
  readonly text: string;
  readonly until: Date;
}

/** Where a closed spell has no end, the customer is told again after so long. */
const ENDLESS_SPELL_MS = 7 * 86_400_000;

/** What to tell at a time; undefined while somebody is there, and where the site says nothing. */
export function awayReplyAt({ awayReply: text, ...hours }: ChatSettings, now: Date): AwayReply | undefined {
  if (text === '') return undefined;
  const { open, opensAt } = openingAt(hours, now);
  return open ? undefined : { text, until: opensAt ?? new Date(now.getTime() + ENDLESS_SPELL_MS) };
}

/** Answers a customer's message, once in a conversation and closed spell. Needs the lock of the conversation's row. */
export async function replyAutomatically(
  tx: Transaction,
  { siteId, conversationId, at }: NewMessage,
  { text, until }: AwayReply,
): Promise<void> {
  const { count } = await tx`
    update conversation set away_until = ${until}
    where site_id = ${siteId} and conversation_id = ${conversationId}
      and (away_until is null or away_until <= ${at})`;
  if (count === 0) return;
  const content = { text, reference: null, attachmentIds: [], note: false };
  await storeMessage(tx, {
    ...{ siteId, conversationId, at, sender: 'system', senderId: null, clientId: randomUUID() },
    ...{ text, reference: null, note: false, digest: digestOf(content) },
  });
}
