import type { Sql, Transaction } from '../platform/postgres/database.ts';
import { countChange } from './change-conversation.ts';
import type { ChatCaller } from './chat-caller.ts';
import { lockCustomer, roomOf } from './open-conversation.ts';
import { subjectOfVisitor, type Visit } from './visit-token.ts';

/**
 * Gives the conversations of a visit to a customer of the same site, with their messages, cursors and files, and ends
 * the visit. Of more than a customer may have open the oldest come closed. Returns the conversations; none if that was
 * done before.
 */
export async function mergeVisit(
  sql: Sql,
  customer: ChatCaller,
  { visit, at }: { readonly visit: Visit; readonly at: Date },
): Promise<readonly string[]> {
  const { siteId, accountId } = customer;
  return sql.begin(async (tx) => {
    // Whoever opens a conversation for the visitor meanwhile waits, and finds them gone.
    const [visitor] = await tx<{ account_id: string }[]>`
      select account_id from account
      where site_id = ${siteId} and external_subject = ${subjectOfVisitor(visit.visitorId)} for update`;
    if (!visitor || visitor.account_id === accountId) return [];
    const from = visitor.account_id;
    await lockCustomer(tx, siteId, accountId);
    const surplus = tx`(
      select conversation_id from conversation
      where site_id = ${siteId} and customer_id = ${from} and closed_at is null
      order by coalesce(last_message_at, created_at) desc, conversation_id
      offset ${await roomOf(tx, siteId, accountId)})`;
    // Opening it again by the same client id finds it, whose answer the visitor may not have heard.
    const moved = await tx<{ conversation_id: string }[]>`
      update conversation c set customer_id = ${accountId}, ${countChange(tx, { at })},
        closed_at = case when conversation_id in ${surplus} then ${at} else closed_at end,
        waiting_since = case when conversation_id in ${surplus} then null else waiting_since end,
        opener_id = case when opener_id = ${from} and not exists (
          select from conversation own
          where own.site_id = c.site_id and own.opener_id = ${accountId} and own.client_id = c.client_id
        ) then ${accountId} else opener_id end
      where site_id = ${siteId} and customer_id = ${from} returning conversation_id`;
    const ids = moved.map((row) => row.conversation_id);
    await moveContent(tx, { siteId, from, to: accountId, ids });
    await tx`
      insert into chat_block (site_id, customer_id, blocked_at)
      select site_id, ${accountId}, blocked_at from chat_block where site_id = ${siteId} and customer_id = ${from}
      on conflict do nothing`;
    await tx`delete from account where site_id = ${siteId} and account_id = ${from}`;
    return ids;
  });
}

interface Move {
  readonly siteId: string;
  readonly from: string;
  readonly to: string;
  readonly ids: readonly string[];
}

/** Before, the customer had no part in these conversations: nothing of theirs is in the way. */
async function moveContent(tx: Transaction, { siteId, from, to, ids }: Move): Promise<void> {
  const inThem = tx`site_id = ${siteId} and conversation_id = any(${[...ids]}::uuid[])`;
  await tx`update chat_message set sender_id = ${to} where ${inThem} and sender_id = ${from}`;
  await tx`update chat_receipt set account_id = ${to} where ${inThem} and account_id = ${from}`;
  await tx`update chat_attachment set uploader_id = ${to} where ${inThem} and uploader_id = ${from}`;
}
