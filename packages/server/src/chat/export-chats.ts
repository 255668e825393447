import type { AccountKey } from '../accounts/account-key.ts';
import type { AnySql } from '../platform/postgres/database.ts';

/** The conversations of a customer with all that both sides wrote, for their export. Nothing that only agents see. */
export function exportChats(sql: AnySql, { siteId, accountId }: AccountKey) {
  return sql`
    select c.conversation_id, c.created_at, c.closed_at, c.rating,
      (select r.read_number from chat_receipt r where r.site_id = c.site_id
        and r.conversation_id = c.conversation_id and r.account_id = ${accountId})::integer as read_up_to,
      coalesce((
      select json_agg(json_build_object(
        'number', m.number, 'sent_at', m.sent_at, 'sender', m.sender, 'text', m.text, 'reference', m.reference,
        'attachments', (
          select json_agg(json_build_object('attachment_id', f.attachment_id, 'file_name', f.file_name,
            'media_type', f.media_type, 'size_bytes', f.size_bytes) order by f.position)
          from chat_attachment f
          where f.site_id = m.site_id and f.conversation_id = m.conversation_id and f.message_change = m.change)
        ) order by m.number)
      from chat_message m
      where m.site_id = c.site_id and m.conversation_id = c.conversation_id and m.number is not null
    ), '[]') as messages
    from conversation c where c.site_id = ${siteId} and c.customer_id = ${accountId} order by c.created_at`;
}
