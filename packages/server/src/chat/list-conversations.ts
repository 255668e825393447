import type { AnySql } from '../platform/postgres/database.ts';
import type { ChatCaller } from './chat-caller.ts';
import { mostUrgentFirst, newestFirst } from './conversation-order.ts';
import { type ConversationRow, selectConversations } from './conversation-view.ts';

/** Which conversations of those that a caller may see. */
export type ConversationFilter = 'default' | 'mine' | 'unassigned' | 'all' | 'closed';

/** Asks for a page. */
export interface ConversationQuery {
  readonly filter: ConversationFilter;
  readonly limit: number;
  /** From the page before; empty for the first. */
  readonly pageToken: string;
}

/** Those that agents answer: they come in that order. */
const OPEN: ReadonlySet<ConversationFilter> = new Set(['default', 'mine', 'unassigned']);

/**
 * A page of conversations, and the token of the next one: empty at the end. Those that are open for agents come the most
 * urgent first, all others the newest change first.
 */
export async function listConversations(
  sql: AnySql,
  caller: ChatCaller,
  { filter, limit, pageToken }: ConversationQuery,
): Promise<{ readonly rows: readonly ConversationRow[]; readonly nextPageToken: string }> {
  const isUrgent = caller.side === 'site' && OPEN.has(filter);
  const order = isUrgent ? mostUrgentFirst(sql) : newestFirst(sql, caller.side);
  const isAfter = pageToken === '' ? sql`true` : order.after(pageToken);
  const found = await selectConversations(sql, caller, {
    where: sql`${matches(sql, caller, filter)} and ${isAfter}`,
    order: order.by,
    limit: limit + 1,
  });
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, nextPageToken: last ? order.tokenOf(last) : '' };
}

function matches(sql: AnySql, { accountId, side }: ChatCaller, filter: ConversationFilter) {
  if (side === 'customer') return filter === 'closed' ? sql`c.closed_at is not null` : sql`true`;
  switch (filter) {
    case 'mine':
      return sql`c.closed_at is null and c.agent_id = ${accountId}`;
    case 'unassigned':
      return sql`c.closed_at is null and c.agent_id is null`;
    case 'default':
      return sql`c.closed_at is null`;
    case 'closed':
      return sql`c.closed_at is not null`;
    case 'all':
      return sql`true`;
  }
}

/** How many open conversations a site has. */
export interface OpenCounts {
  readonly mine: number;
  readonly unassigned: number;
  readonly all: number;
}

/** Counts the open conversations of an agent's site. */
export async function countOpen(sql: AnySql, { siteId, accountId }: ChatCaller): Promise<OpenCounts> {
  const [row] = await sql<[OpenCounts]>`
    select (count(*) filter (where agent_id = ${accountId}))::integer as mine,
      (count(*) filter (where agent_id is null))::integer as unassigned, count(*)::integer as all
    from conversation where site_id = ${siteId} and closed_at is null`;
  return row;
}
