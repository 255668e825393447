import type { PendingQuery, Row } from 'postgres';
import type { AnySql } from '../platform/postgres/database.ts';
import type { ChatCaller } from './chat-caller.ts';

/** A conversation as one side sees it. */
export interface ConversationRow {
  readonly conversation_id: string;
  readonly customer_id: string;
  readonly customer_name: string;
  /** The site's own id of the customer, or their address; null for visitors. */
  readonly customer_reference: string | null;
  readonly closed_at: Date | null;
  readonly agent_id: string | null;
  readonly agent_name: string | null;
  readonly last_number: bigint;
  /** As the caller counts. */
  readonly last_change: bigint;
  readonly created_at: Date;
  /** Of the newest change that the caller may see, in microseconds since 1970. */
  readonly changed_at_us: bigint;
  /** Transaction of that change. */
  readonly changed_xid: string;
  readonly last_message_at: Date | null;
  readonly last_text: string | null;
  /** Null before the first message. */
  readonly last_is_note: boolean | null;
  readonly waiting_since: Date | null;
  /** In microseconds since 1970, as is the next one. */
  readonly waiting_since_us: bigint | null;
  /** Of the newest message; of the beginning before the first. */
  readonly last_at_us: bigint;
  readonly customer_receipts: ReceiptsRow | null;
  readonly site_receipts: ReceiptsRow | null;
  readonly unread: bigint;
  readonly rating: number | null;
  readonly blocked: boolean;
}

/** How far one side has come; JSON of the database. */
export interface ReceiptsRow {
  readonly delivered: number;
  readonly read: number;
  readonly read_at: string | null;
}

/** Which conversations, in what order and how many; over `c`, the table of conversations, and nothing else. */
export interface ConversationSelection {
  readonly where: PendingQuery<Row[]>;
  readonly order?: PendingQuery<Row[]>;
  readonly limit?: number;
}

/**
 * Reads conversations that a caller may see, as they see them. Whatever the selection says, customers get their own and
 * nothing of notes. What belongs to a conversation is looked up for those that are selected only.
 */
export function selectConversations(
  sql: AnySql,
  { siteId, accountId, side }: ChatCaller,
  { where, order, limit }: ConversationSelection,
): PendingQuery<ConversationRow[]> {
  const isCustomer = side === 'customer';
  const changedAt = isCustomer ? sql`c.public_changed_at` : sql`c.changed_at`;
  const changedXid = isCustomer ? sql`c.public_changed_xid` : sql`c.changed_xid`;
  const ordered = order ? sql`order by ${order}` : sql``;
  return sql<ConversationRow[]>`
    select c.conversation_id, c.customer_id, customer.display_name as customer_name,
      case when customer.external_subject like 'visitor:%' then null
        else coalesce(customer.external_subject, customer.email) end as customer_reference,
      c.closed_at, c.agent_id, agent.display_name as agent_name, c.last_number,
      ${isCustomer ? sql`c.last_public_change` : sql`c.last_change`} as last_change,
      c.created_at, c.last_message_at, c.waiting_since, c.rating,
      (extract(epoch from c.waiting_since) * 1000000)::bigint as waiting_since_us,
      (extract(epoch from coalesce(c.last_message_at, c.created_at)) * 1000000)::bigint as last_at_us,
      (extract(epoch from ${changedAt}) * 1000000)::bigint as changed_at_us, ${changedXid}::text as changed_xid,
      last.text as last_text, last.is_note as last_is_note,
      of_customer.receipts as customer_receipts,
      of_site.receipts as site_receipts,
      (select count(*) from chat_message m
        where m.site_id = c.site_id and m.conversation_id = c.conversation_id
          and m.sender ${isCustomer ? sql`<> 'customer'` : sql`= 'customer'`}
          and m.number > coalesce(mine.read_number, 0)) as unread,
      exists (select from chat_block b where b.site_id = c.site_id and b.customer_id = c.customer_id) as blocked
    from (
      select c.* from conversation c
      where c.site_id = ${siteId} and ${isCustomer ? sql`c.customer_id = ${accountId}` : sql`true`} and ${where}
      ${ordered} ${limit === undefined ? sql`` : sql`limit ${limit}`}
    ) c
    join account customer on customer.site_id = c.site_id and customer.account_id = c.customer_id
    left join account agent on agent.site_id = c.site_id and agent.account_id = c.agent_id
    left join chat_receipt mine
      on mine.site_id = c.site_id and mine.conversation_id = c.conversation_id and mine.account_id = ${accountId}
    left join lateral (
      select left(m.text, 200) as text, m.number is null as is_note from chat_message m
      where m.site_id = c.site_id and m.conversation_id = c.conversation_id
        and ${isCustomer ? sql`m.number is not null` : sql`true`}
      order by m.change desc limit 1
    ) last on true
    left join lateral (${receiptsOf(sql, 'customer')}) of_customer on true
    left join lateral (${receiptsOf(sql, 'site')}) of_site on true
    ${ordered}`;
}

/** The farthest of one side; of several who came as far, the first. */
function receiptsOf(sql: AnySql, side: ChatCaller['side']) {
  return sql`
    select json_build_object('delivered', max(r.delivered_number), 'read', max(r.read_number),
      'read_at', (array_agg(r.read_at order by r.read_number desc, r.read_at))[1]) as receipts
    from chat_receipt r
    where r.site_id = c.site_id and r.conversation_id = c.conversation_id and r.side = ${side}
    having count(*) > 0`;
}

/** One conversation; undefined if there is none of this id that the caller may see. */
export async function findConversation(
  sql: AnySql,
  caller: ChatCaller,
  conversationId: string,
): Promise<ConversationRow | undefined> {
  const [row] = await selectConversations(sql, caller, { where: sql`c.conversation_id = ${conversationId}` });
  return row;
}
