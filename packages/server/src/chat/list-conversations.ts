import type { AnySql } from '../platform/postgres/database.ts';
import { UUID_PATTERN } from '../platform/uuid.ts';
import { invalidRequest } from '../rpc/errors.ts';
import type { ChatCaller } from './chat-caller.ts';
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

/** A page of conversations, the newest change first, and the token of the next one: empty at the end. */
export async function listConversations(
  sql: AnySql,
  caller: ChatCaller,
  { filter, limit, pageToken }: ConversationQuery,
): Promise<{ readonly rows: readonly ConversationRow[]; readonly nextPageToken: string }> {
  const changedAt = caller.side === 'customer' ? sql`c.public_changed_at` : sql`c.changed_at`;
  const after = pageToken === '' ? undefined : readPageToken(pageToken);
  const found = await selectConversations(sql, caller, {
    where: sql`${matches(sql, caller, filter)} and ${
      after === undefined
        ? sql`true`
        : sql`(${changedAt}, c.conversation_id) <
            (to_timestamp(0) + ${after.changedAtUs}::bigint * interval '1 microsecond', ${after.id}::uuid)`
    }`,
    order: sql`${changedAt} desc, c.conversation_id desc`,
    limit: limit + 1,
  });
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, nextPageToken: last ? writePageToken(last) : '' };
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

function writePageToken({ changed_at_us: changedAtUs, conversation_id: id }: ConversationRow): string {
  return Buffer.from(`${changedAtUs} ${id}`).toString('base64url');
}

const TOKEN = new RegExp(`^(\\d{1,18}) (${UUID_PATTERN})$`);

function readPageToken(token: string): { changedAtUs: bigint; id: string } {
  const [, changedAtUs, id] = TOKEN.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (changedAtUs !== undefined && id !== undefined) return { changedAtUs: BigInt(changedAtUs), id };
  throw invalidRequest([
    { field: 'page_token', reason: 'UNKNOWN_PAGE', description: 'is not one that an answer gave' },
  ]);
}
