import { create } from '@bufbuild/protobuf';
import {
  type ConversationChange,
  ConversationChangeSchema,
  TypingSchema,
} from '../gen/wattlet/v1/live_pb.js';
import type { Feed, FeedNotice, FeedSpan } from '../live/feed.ts';
import { numberedCursors } from '../live/numbered-cursors.ts';
import type { FeedContent, SizedContent } from '../live/watcher-event.ts';
import type { AnySql } from '../platform/postgres/database.ts';
import type { ChatCaller, Side } from './chat-caller.ts';
import { chatMessage, conversationMessage, senderKind } from './chat-messages.ts';
import type { TypingSignal } from './chat-wire.ts';
import type { ConversationKey } from './conversation-key.ts';
import { type ConversationRow, findConversation } from './conversation-view.ts';
import { listMessages } from './message-store.ts';
import type { MessageRow } from './message-view.ts';

/** Who is further behind reads afresh. */
const MAX_REPLAY = 200;
/** How often conversations are looked at of which nobody said that they changed, in milliseconds. */
const RECHECK_MS = 2_500;

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

/**
 * Conversations as a feed. Thousands may be watched of which one changes: only those are looked at that {@link touch} named,
 * and now and then all.
 */
export class ConversationFeed implements Feed<bigint, ConversationBatch> {
  readonly name = 'chats';
  readonly topic = 'chat';
  readonly cursors = numberedCursors(MAX_REPLAY);
  #heads = new Map<string, bigint>();
  #touched = new Set<string>();
  #lookedAt = Number.NEGATIVE_INFINITY;

  /** Says that a conversation may have changed, or that somebody begins to watch it. */
  touch(key: ConversationKey): void {
    this.#touched.add(scopeOf('customer', key)).add(scopeOf('site', key));
  }

  async heads(sql: AnySql, scopes: readonly string[]): Promise<ReadonlyMap<string, bigint>> {
    const now = performance.now();
    const all = now - this.#lookedAt > RECHECK_MS;
    const touched = this.#touched;
    this.#touched = new Set();
    try {
      const asked = all ? scopes : scopes.filter((scope) => touched.has(scope) || !this.#heads.has(scope));
      const found = await readHeads(sql, asked);
      // What is not watched any more is forgotten.
      if (all) this.#heads = new Map();
      for (const scope of asked) this.#heads.delete(scope);
      for (const [scope, head] of found) this.#heads.set(scope, head);
      if (all) this.#lookedAt = now;
    } catch (error) {
      this.#lookedAt = Number.NEGATIVE_INFINITY;
      throw error;
    }
    return this.#heads;
  }

  async read(
    sql: AnySql,
    spans: readonly FeedSpan<bigint>[],
  ): Promise<ReadonlyMap<string, ConversationBatch>> {
    const batches = await Promise.all(
      spans.map(async (span) => [span.scope, await readSpan(sql, span)] as const),
    );
    return new Map(batches);
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

async function readHeads(sql: AnySql, scopes: readonly string[]): Promise<Map<string, bigint>> {
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

async function readSpan(
  sql: AnySql,
  { scope, after, upTo, views }: FeedSpan<bigint>,
): Promise<ConversationBatch> {
  const { side, ...key } = readScope(scope);
  const query = { ...key, beforeChange: upTo + 1n, afterChange: after, limit: MAX_REPLAY };
  const seen = [...views].map(async (accountId) => {
    const caller: ChatCaller = { siteId: key.siteId, accountId, side };
    const row = await findConversation(sql, caller, key.conversationId);
    return row ? [[accountId, row] as const] : [];
  });
  const [messages, conversations] = await Promise.all([listMessages(sql, side, query), Promise.all(seen)]);
  return { side, messages: messages.toReversed(), conversations: new Map(conversations.flat()) };
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
