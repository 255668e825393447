import type { PendingQuery, Row } from 'postgres';
import type { AnySql } from '../platform/postgres/database.ts';
import type { ConversationKey } from './conversation-key.ts';

/** A change of one conversation, over `c`, its row. */
export interface ConversationUpdate {
  /** What is set, beside the counts of changes. */
  readonly set?: PendingQuery<Row[]>;
  /** When it is made; without it always. */
  readonly where?: PendingQuery<Row[]>;
  /** Whether customers may know; true unless said. */
  readonly isPublic?: boolean;
  readonly at: Date;
}

/** Changes a conversation and counts the change. False if there is none, or it is not as `where` says. */
export async function changeConversation(
  sql: AnySql,
  { siteId, conversationId }: ConversationKey,
  update: ConversationUpdate,
): Promise<boolean> {
  const { set, where = sql`true`, isPublic = true, at } = update;
  const { count } = await sql`
    update conversation c set
      ${countChange(sql, { isPublic, at })} ${set ? sql`, ${set}` : sql``}
    where c.site_id = ${siteId} and c.conversation_id = ${conversationId} and ${where}`;
  return count > 0;
}

/** The part of an update of conversations that counts a change. */
export function countChange(
  sql: AnySql,
  { isPublic = true, at }: Pick<ConversationUpdate, 'isPublic' | 'at'>,
): PendingQuery<Row[]> {
  const forAll = sql`last_change = last_change + 1, changed_at = ${at}, changed_xid = pg_current_xact_id()`;
  if (!isPublic) return forAll;
  return sql`${forAll}, last_public_change = last_public_change + 1, public_changed_at = ${at},
    public_changed_xid = pg_current_xact_id()`;
}
