import type { AccountKey } from '../accounts/account-key.ts';
import type { AnySql, Sql } from '../platform/postgres/database.ts';
import { auditChat } from './chat-audit.ts';
import { unknownCustomer } from './chat-errors.ts';

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

/**
 * The conversations of a customer, for an administrator whom they ask for them: customers of a site's pages and visitors have
 * no export of their own.
 *
 * @throws `not_found` for who is no customer of the site.
 */
export async function exportChatsOf(
  sql: Sql,
  asked: { readonly siteId: string; readonly customerId: string; readonly actorId: string },
): Promise<readonly Record<string, unknown>[]> {
  const { siteId, customerId, actorId } = asked;
  return sql.begin('isolation level repeatable read', async (tx) => {
    const { count } = await tx`
      select from account where site_id = ${siteId} and account_id = ${customerId} and role = 'customer'`;
    if (count === 0) throw unknownCustomer(customerId);
    const chats = await exportChats(tx, { siteId, accountId: customerId });
    const detail = { conversations: chats.length };
    await auditChat(tx, { siteId, actorId, action: 'chat.exported', targetId: customerId, detail });
    return chats;
  });
}
