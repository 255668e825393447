import type { AnySql } from '../platform/postgres/database.ts';
import type { ChatCaller } from './chat-caller.ts';

/** The name of the caller, if they may write in the conversation. */
export async function writerName(
  sql: AnySql,
  { siteId, accountId, side }: ChatCaller,
  conversationId: string,
): Promise<string | undefined> {
  const [row] = await sql<{ name: string }[]>`
    select a.display_name as name
    from account a join conversation c on c.site_id = a.site_id
    where a.site_id = ${siteId} and a.account_id = ${accountId} and c.conversation_id = ${conversationId}
      and ${
        side === 'customer'
          ? sql`c.customer_id = ${accountId}
              and not exists (select from chat_block b where b.site_id = c.site_id and b.customer_id = c.customer_id)`
          : sql`true`
      }`;
  return row?.name;
}
