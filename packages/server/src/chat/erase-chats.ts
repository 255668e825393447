import type { Sql } from '../platform/postgres/database.ts';
import { auditChat } from './chat-audit.ts';
import { unknownCustomer } from './chat-errors.ts';
import { lockCustomer } from './open-conversation.ts';

/**
 * Deletes every conversation of a customer with all that belongs to it; the sweeper deletes the files' bytes. Returns
 * their ids.
 *
 * @throws `not_found` for who is no customer of the site.
 */
export async function eraseChats(
  sql: Sql,
  erasure: { readonly siteId: string; readonly customerId: string; readonly actorId: string },
): Promise<readonly string[]> {
  const { siteId, customerId, actorId } = erasure;
  return sql.begin(async (tx) => {
    if (!(await lockCustomer(tx, siteId, customerId))) throw unknownCustomer(customerId);
    const rows = await tx<{ conversation_id: string }[]>`
      delete from conversation where site_id = ${siteId} and customer_id = ${customerId} returning conversation_id`;
    await auditChat(tx, {
      ...{ siteId, actorId, action: 'chat.erased', targetId: customerId },
      detail: { conversations: rows.length },
    });
    return rows.map((row) => row.conversation_id);
  });
}
