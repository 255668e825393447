import type { AnySql } from '../platform/postgres/database.ts';
import type { AttachmentRow } from './attachment-store.ts';
import type { Side } from './chat-caller.ts';

/** Who wrote a message, as the database calls them. */
export type Sender = 'customer' | 'agent' | 'system';

/** A message or note as one side sees it. */
export interface MessageRow {
  readonly conversation_id: string;
  /** Null for a note. */
  readonly number: bigint | null;
  /** As the caller counts. */
  readonly change: bigint;
  readonly client_id: string;
  readonly sender: Sender;
  readonly sender_id: string | null;
  /** Null for the system and for those who are gone. */
  readonly sender_name: string | null;
  readonly text: string;
  /** JSON of a ChatReference. */
  readonly reference: unknown;
  readonly sent_at: Date;
  readonly attachments: readonly AttachmentRow[] | null;
}

/** Columns of a {@link MessageRow} over `m`, the table of messages. Customers are shown none but those with a number. */
export function messageColumns(sql: AnySql, side: Side) {
  return sql`
    m.conversation_id, m.number, ${side === 'customer' ? sql`m.public_change` : sql`m.change`} as change, m.client_id,
    m.sender, m.sender_id, m.text, m.reference, m.sent_at,
    (select a.display_name from account a where a.site_id = m.site_id and a.account_id = m.sender_id) as sender_name,
    (select json_agg(json_build_object('attachment_id', f.attachment_id, 'file_name', f.file_name,
        'media_type', f.media_type, 'size_bytes', f.size_bytes, 'width', f.width, 'height', f.height)
        order by f.position)
      from chat_attachment f
      where f.site_id = m.site_id and f.conversation_id = m.conversation_id and f.message_change = m.change
    ) as attachments`;
}

/** Restricts messages `m` to what a side may see. */
export const visibleTo = (sql: AnySql, side: Side) =>
  side === 'customer' ? sql`m.number is not null` : sql`true`;
