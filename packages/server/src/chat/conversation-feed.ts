import { create } from '@bufbuild/protobuf';
import {
  type ConversationChange,
  ConversationChangeSchema,
  TypingSchema,
} from '../gen/wattlet/v1/live_pb.js';
import type { FeedLook, FeedNotice, FeedStand, ScopedFeed } from '../live/feed.ts';
import { numberedCursors } from '../live/numbered-cursors.ts';
import type { FeedContent, SizedContent } from '../live/watcher-event.ts';
import type { AnySql, Sql } from '../platform/postgres/database.ts';
import type { ChatCaller, Side } from './chat-caller.ts';
import { chatMessage, conversationMessage, senderKind } from './chat-messages.ts';
import type { TypingSignal } from './chat-wire.ts';
import type { ConversationKey } from './conversation-key.ts';
import { type ConversationRow, findConversation } from './conversation-view.ts';
import { findWithMessages, listMessages } from './message-store.ts';
import type { MessageRow } from './message-view.ts';

/** Who is further behind reads afresh. */
const MAX_REPLAY = 200;

/** What was read of a conversation for one side. */
export interface ConversationBatch {
  readonly side: Side;
  /** In their order. */
  readonly messages: readonly MessageRow[];
  /** As each view sees it. */
  readonly conversations: ReadonlyMap<string, ConversationRow>;
}

/** The scope of a conversation as one side sees it. Views of it are accounts. */
export const scopeOf = (side: Side, { siteId, conversationId }: ConversationKey): string =>
  `${side}/${siteId}/${conversationId}`;

function readScope(scope: string): ConversationKey & { readonly side: Side } {
  const [side = '', siteId = '', conversationId = ''] = scope.split('/');
  return { side: side === 'site' ? 'site' : 'customer', siteId, conversationId };
}

/** Conversations as a feed. Thousands may be watched of which one changes. */
export class ConversationFeed implements ScopedFeed<bigint, ConversationBatch> {
  readonly name = 'chats';
  readonly topic = 'chat';
  readonly cursors = numberedCursors(MAX_REPLAY);

  async heads(sql: AnySql, scopes: readonly string[]): Promise<ReadonlyMap<string, bigint>> {
    if (scopes.length === 0) return new Map();
    const keys = scopes.map(readScope);
    const rows = await sql<{ side: Side; site_id: string; conversation_id: string; head: bigint }[]>`
      select k.side, c.site_id, c.conversation_id,
        case k.side when 'customer' then c.last_public_change else c.last_change end as head
      from unnest(${keys.map(({ side }) => side)}::text[], ${keys.map(({ siteId }) => siteId)}::uuid[],
        ${keys.map(({ conversationId }) => conversationId)}::uuid[]) as k (side, site_id, conversation_id)
      join conversation c on c.site_id = k.site_id and c.conversation_id = k.conversation_id`;
    return new Map(
      rows.map(({ side, site_id: siteId, conversation_id: conversationId, head }) => [
        scopeOf(side, { siteId, conversationId }),
        head,
      ]),
    );
  }

  look(sql: Sql, stand: FeedStand<bigint>): Promise<FeedLook<bigint, ConversationBatch> | undefined> {
    const [only, ...others] = stand.views;
    if (only !== undefined && others.length === 0) return lookAs(sql, stand, only);
    return sql.begin('isolation level repeatable read read only', (tx) => lookForAll(tx, stand));
  }

  cut(batch: ConversationBatch, view: string, after: bigint, upTo: bigint): SizedContent | undefined {
    const row = batch.conversations.get(view);
    if (!row) return undefined;
    const messages = batch.messages.filter(({ change }) => change > after && change <= upTo);
    const value = create(ConversationChangeSchema, {
      cursor: { change: upTo },
      conversation: conversationMessage(row, batch.side),
      messages: messages.map(chatMessage),
    });
    return sized(value);
  }

  merge(older: FeedContent, newer: FeedContent): SizedContent | undefined {
    if (older.case !== 'conversation' || newer.case !== 'conversation') return undefined;
    const messages = [...older.value.messages, ...newer.value.messages];
    return sized({ ...newer.value, messages });
  }
}

type ConversationLook = FeedLook<bigint, ConversationBatch>;

/** One statement is one moment, and needs no transaction around it. */
async function lookAs(
  sql: AnySql,
  { scope, after }: FeedStand<bigint>,
  accountId: string,
): Promise<ConversationLook | undefined> {
  const { side, ...key } = readScope(scope);
  const caller: ChatCaller = { siteId: key.siteId, accountId, side };
  const found = await findWithMessages(sql, caller, { ...key, afterChange: after, limit: MAX_REPLAY });
  if (!found) return undefined;
  const { conversation, messages } = found;
  const conversations = new Map([[accountId, conversation]]);
  return { head: conversation.last_change, batch: { side, messages, conversations } };
}

/** Needs a transaction that keeps its snapshot. */
async function lookForAll(
  tx: AnySql,
  { scope, after, views }: FeedStand<bigint>,
): Promise<ConversationLook | undefined> {
  const { side, ...key } = readScope(scope);
  const seen = [...views].map(async (accountId) => {
    const caller: ChatCaller = { siteId: key.siteId, accountId, side };
    const row = await findConversation(tx, caller, key.conversationId);
    return row ? [[accountId, row] as const] : [];
  });
  const query = { ...key, beforeChange: 0n, afterChange: after ?? 0n, limit: MAX_REPLAY };
  const [messages, rows] = await Promise.all([
    after === undefined ? [] : listMessages(tx, side, query),
    Promise.all(seen),
  ]);
  const conversations = new Map(rows.flat());
  const [first] = conversations.values();
  return (
    first && { head: first.last_change, batch: { side, messages: messages.toReversed(), conversations } }
  );
}

/** Bytes of what is not text, about. */
const OVERHEAD = 300;

function sized(value: ConversationChange): SizedContent {
  const bytes = value.messages.reduce((sum, { text }) => sum + Buffer.byteLength(text) + OVERHEAD, OVERHEAD);
  return { content: { case: 'conversation', value }, bytes };
}

/** What a view of one side is told of somebody who types: nothing of themselves, and customers nothing of others' previews. */
export function typingNotice(side: Side, view: string, signal: TypingSignal): FeedNotice | undefined {
  if (view === signal.accountId || (side === 'customer' && signal.side === 'customer')) return undefined;
  const value = create(TypingSchema, {
    conversationId: signal.conversationId,
    sender: senderKind(signal.side),
    senderId: signal.accountId,
    senderName: signal.name,
    typing: signal.typing,
    preview: side === 'site' ? signal.preview : '',
  });
  return { name: `typing ${signal.conversationId} ${signal.accountId}`, content: { case: 'typing', value } };
}
