import type { AnySql } from '../platform/postgres/database.ts';

/** What of chats is written down, by the name it has in the log. */
export type ChatAction =
  | 'chat.settings-updated'
  | 'chat.exported'
  | 'chat.erased'
  | 'chat.customer-blocked'
  | 'chat.customer-unblocked'
  | 'chat.canned-reply-saved'
  | 'chat.canned-reply-deleted'
  | 'chat.visit-merged';

/** What somebody did. */
export interface ChatAuditEntry {
  readonly siteId: string;
  readonly actorId: string;
  readonly action: ChatAction;
  /** The customer it concerns, else the site. */
  readonly targetId?: string;
  /** Names, ids and counts: nothing personal, as entries outlive accounts. */
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}

/** Writes down what somebody did. */
export async function auditChat(sql: AnySql, entry: ChatAuditEntry): Promise<void> {
  const { siteId, actorId, action, targetId = siteId, detail = {} } = entry;
  await sql`
    insert into audit_entry (site_id, actor_id, action, target_id, detail)
    values (${siteId}, ${actorId}, ${action}, ${targetId}, ${sql.json(detail)})`;
}
