import { create } from '@bufbuild/protobuf';
import { AgentPresenceSchema, type InboxChange, InboxChangeSchema } from '../gen/wattlet/v1/live_pb.js';
import type { Feed, FeedNotice, FeedSpan } from '../live/feed.ts';
import type { FeedContent, SizedContent } from '../live/watcher-event.ts';
import type { AnySql } from '../platform/postgres/database.ts';
import type { ChatCaller } from './chat-caller.ts';
import { conversationMessage } from './chat-messages.ts';
import { type ConversationRow, selectConversations } from './conversation-view.ts';
import type { PresenceSignal } from './presence-board.ts';
import {
  changedSince,
  currentCursor,
  readSnapshot,
  type SnapshotCursor,
  saw,
  snapshotCursors,
} from './snapshot-cursor.ts';

/** Where more has changed it is better read afresh. */
const MOST_CHANGED = 300;

/** What was read for the views of a scope. */
export type InboxBatch = ReadonlyMap<string, InboxView>;

interface InboxView {
  readonly caller: ChatCaller;
  readonly rows: readonly ConversationRow[];
  readonly deleted: readonly { readonly conversation_id: string; readonly changed_xid: string }[];
}

/** The scope of an inbox: a site's for agents, whose views are their accounts, and each customer's own. */
export const inboxScope = ({ siteId, accountId, side }: ChatCaller): string =>
  side === 'site' ? siteScope(siteId) : customerScope(siteId, accountId);

/** The scope of the inbox of a site's agents. */
export const siteScope = (siteId: string): string => `site/${siteId}`;
const customerScope = (siteId: string, accountId: string): string => `customer/${siteId}/${accountId}`;

function callerOf(scope: string, view: string): ChatCaller {
  const [side = '', siteId = '', accountId = ''] = scope.split('/');
  return side === 'site' ? { siteId, accountId: view, side } : { siteId, accountId, side: 'customer' };
}

/** Every conversation that somebody may see, as a feed: which changed, and as they are now. */
export class InboxFeed implements Feed<SnapshotCursor, InboxBatch> {
  readonly name = 'inboxes';
  readonly topic = 'chat';
  readonly cursors = snapshotCursors;
  /** Up to where it is known what changed. */
  #known: SnapshotCursor | undefined;
  readonly #heads = new Map<string, SnapshotCursor>();
  readonly #arrived = new Set<string>();

  /** Says that somebody begins to watch a scope. */
  expect(scope: string): void {
    this.#arrived.add(scope);
  }

  async heads(sql: AnySql, scopes: readonly string[]): Promise<ReadonlyMap<string, SnapshotCursor>> {
    const now = await currentCursor(sql);
    // While nobody watched it was not followed what changed.
    const since = this.#heads.size > 0 ? this.#known : undefined;
    const moved = since === undefined ? undefined : await scopesChanged(sql, since, scopes);
    const watched = new Set(scopes);
    for (const scope of this.#heads.keys()) if (!watched.has(scope)) this.#heads.delete(scope);
    for (const scope of scopes) {
      if (!moved || moved.has(scope) || this.#arrived.has(scope) || !this.#heads.has(scope))
        this.#heads.set(scope, now);
    }
    this.#arrived.clear();
    this.#known = now;
    return new Map(this.#heads);
  }

  async read(
    sql: AnySql,
    spans: readonly FeedSpan<SnapshotCursor>[],
  ): Promise<ReadonlyMap<string, InboxBatch>> {
    const batches = spans.map(async ({ scope, after, views }) => {
      const seen = [...views].map(
        async (view) => [view, await readView(sql, callerOf(scope, view), after)] as const,
      );
      return [scope, new Map(await Promise.all(seen))] as const;
    });
    return new Map(await Promise.all(batches));
  }

  cut(
    batch: InboxBatch,
    view: string,
    after: SnapshotCursor,
    upTo: SnapshotCursor,
  ): SizedContent | undefined {
    const found = batch.get(view);
    const snapshot = readSnapshot(after);
    if (!found || !snapshot) return undefined;
    const isNew = (row: { readonly changed_xid: string }) => !saw(snapshot, BigInt(row.changed_xid));
    const rows = found.rows.filter(isNew);
    const deletedIds = found.deleted.filter(isNew).map((row) => row.conversation_id);
    if (rows.length + deletedIds.length === 0) return undefined;
    const value = create(InboxChangeSchema, {
      cursor: { position: upTo },
      conversations: rows.map((row) => conversationMessage(row, found.caller.side)),
      deletedIds,
    });
    // Too much for one event: whoever watches is told to read afresh.
    const isTooMuch = rows.length > MOST_CHANGED || deletedIds.length > MOST_CHANGED;
    return isTooMuch ? { ...sized(value), bytes: Number.MAX_SAFE_INTEGER } : sized(value);
  }

  merge(older: FeedContent, newer: FeedContent): SizedContent | undefined {
    if (older.case !== 'inbox' || newer.case !== 'inbox') return undefined;
    const byId = new Map(
      [...older.value.conversations, ...newer.value.conversations].map((one) => [one.conversationId, one]),
    );
    const deletedIds = [...new Set([...older.value.deletedIds, ...newer.value.deletedIds])];
    for (const id of deletedIds) byId.delete(id);
    return sized({ ...newer.value, conversations: [...byId.values()], deletedIds });
  }
}

/** What agents are told of one who comes or goes. */
export function presenceNotice({ agentId, online }: Omit<PresenceSignal, 'siteId'>): FeedNotice {
  const value = create(AgentPresenceSchema, { agentId, online });
  return { name: `presence ${agentId}`, content: { case: 'presence', value } };
}

/** Which of the scopes saw a change since a cursor, over all of their sites at once. */
async function scopesChanged(
  sql: AnySql,
  since: SnapshotCursor,
  scopes: readonly string[],
): Promise<ReadonlySet<string>> {
  const sites = [...new Set(scopes.map((scope) => scope.split('/')[1] ?? ''))];
  const rows = await sql<{ site_id: string; customer_id: string; is_public: boolean }[]>`
    with site as (select unnest(${sites}::uuid[]) as site_id)
    select c.site_id, c.customer_id, ${changedSince(sql, 'c.public_changed_xid', since)} as is_public
    from site join conversation c using (site_id) where ${changedSince(sql, 'c.changed_xid', since)}
    union
    select d.site_id, d.customer_id, true
    from site join chat_deletion d using (site_id) where ${changedSince(sql, 'd.changed_xid', since)}`;
  return new Set(
    rows.flatMap((row) => [
      siteScope(row.site_id),
      ...(row.is_public ? [customerScope(row.site_id, row.customer_id)] : []),
    ]),
  );
}

async function readView(sql: AnySql, caller: ChatCaller, after: SnapshotCursor): Promise<InboxView> {
  const { siteId, accountId, side } = caller;
  const isCustomer = side === 'customer';
  const [rows, deleted] = await Promise.all([
    selectConversations(sql, caller, {
      where: changedSince(sql, isCustomer ? 'c.public_changed_xid' : 'c.changed_xid', after),
      limit: MOST_CHANGED + 1,
    }),
    sql<{ conversation_id: string; changed_xid: string }[]>`
      select conversation_id, changed_xid::text from chat_deletion d
      where site_id = ${siteId} and ${isCustomer ? sql`customer_id = ${accountId}` : sql`true`}
        and ${changedSince(sql, 'd.changed_xid', after)}
      limit ${MOST_CHANGED + 1}`,
  ]);
  return { caller, rows, deleted };
}

/** Bytes of a conversation without its last text, about. */
const OVERHEAD = 300;

function sized(value: InboxChange): SizedContent {
  const { conversations, deletedIds } = value;
  const texts = conversations.reduce((sum, { lastText }) => sum + Buffer.byteLength(lastText) + OVERHEAD, 0);
  return { content: { case: 'inbox', value }, bytes: texts + deletedIds.length * 40 + OVERHEAD };
}
