import type { Sql, Transaction } from '../platform/postgres/database.ts';
import { changeConversation } from './change-conversation.ts';
import type { ChatCaller } from './chat-caller.ts';
import { unknownConversation } from './chat-errors.ts';
import type { ConversationKey } from './conversation-key.ts';

/** How far somebody says to have come; message numbers. */
export interface ReadMark {
  readonly conversationId: string;
  readonly delivered: bigint;
  readonly read: bigint;
  readonly at: Date;
}

/**
 * Moves the caller's cursors, which only grow. They stand at messages of the other side: that somebody has read their own
 * says nothing of when they read what they answered. What was read was delivered. True if one of them grew.
 *
 * @throws `not_found`
 */
export async function markRead(sql: Sql, caller: ChatCaller, mark: ReadMark): Promise<boolean> {
  const { siteId, accountId, side } = caller;
  const key = { siteId, conversationId: mark.conversationId };
  return sql.begin(async (tx) => {
    const [conversation] = await tx`
      select from conversation
      where site_id = ${siteId} and conversation_id = ${mark.conversationId}
        and ${side === 'customer' ? tx`customer_id = ${accountId}` : tx`true`}
      for no key update`;
    if (!conversation) throw unknownConversation(mark.conversationId);
    const { read, delivered } = await ofOtherSide(tx, caller, mark);
    if (delivered === 0n) return false;
    const before = await farthest(tx, key, side);
    const { count } = await tx`
      insert into chat_receipt as r
        (site_id, conversation_id, account_id, side, delivered_number, read_number, read_at)
      values (${siteId}, ${mark.conversationId}, ${accountId}, ${side}, ${delivered}, ${read},
        ${read > 0n ? mark.at : null})
      on conflict (site_id, conversation_id, account_id) do update set
        delivered_number = greatest(r.delivered_number, excluded.delivered_number),
        read_number = greatest(r.read_number, excluded.read_number),
        read_at = case when excluded.read_number > r.read_number then excluded.read_at else r.read_at end
      where excluded.delivered_number > r.delivered_number or excluded.read_number > r.read_number`;
    if (count === 0) return false;
    // Which of the agents it was is nothing for customers, nor that one follows another.
    const isPublic = side === 'customer' || delivered > before.delivered || read > before.read;
    await changeConversation(tx, key, { isPublic, at: mark.at });
    return true;
  });
}

async function farthest(
  tx: Transaction,
  { siteId, conversationId }: ConversationKey,
  side: ChatCaller['side'],
): Promise<{ delivered: bigint; read: bigint }> {
  const [row] = await tx<[{ delivered: bigint; read: bigint }]>`
    select coalesce(max(delivered_number), 0) as delivered, coalesce(max(read_number), 0) as read
    from chat_receipt
    where site_id = ${siteId} and conversation_id = ${conversationId} and side = ${side}`;
  return row;
}

/** The newest messages of the other side that marks reach; 0 where there is none. */
async function ofOtherSide(
  tx: Transaction,
  { siteId, side }: ChatCaller,
  { conversationId, read, delivered }: ReadMark,
): Promise<{ read: bigint; delivered: bigint }> {
  const newest = (number: bigint) => tx`
    select number from chat_message
    where site_id = ${siteId} and conversation_id = ${conversationId} and number <= ${number}
      and sender ${side === 'customer' ? tx`<> 'customer'` : tx`= 'customer'`}
    order by number desc limit 1`;
  const [row] = await tx<[{ read: bigint; delivered: bigint }]>`
    select coalesce((${newest(read)}), 0) as read,
      coalesce((${newest(farther(delivered, read))}), 0) as delivered`;
  return row;
}

function farther(one: bigint, other: bigint): bigint {
  if (one > other) return one;
  return other;
}
