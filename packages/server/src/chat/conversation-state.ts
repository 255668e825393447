import type { AnySql, Transaction } from '../platform/postgres/database.ts';
import { changeConversation } from './change-conversation.ts';
import type { ChatCaller } from './chat-caller.ts';
import { assignedOtherwise, noSuchAgent, notClosed, unknownConversation } from './chat-errors.ts';
import type { ConversationKey } from './conversation-key.ts';

/** Who shall have a conversation, and who has it as the caller believes; null for nobody. */
export interface Assignment extends ConversationKey {
  readonly agentId: string | null;
  readonly expectedId: string | null;
  readonly at: Date;
}

/**
 * Gives a conversation to an agent if it is as the caller believes: of those who claim it at once, one gets it. What is
 * so already is left as it is, so that repeating the call is no conflict. True if it changed.
 *
 * @throws `not_found`, `aborted` if somebody else has it, `invalid_argument` for who is no agent of the site.
 */
export async function assignConversation(tx: Transaction, assignment: Assignment): Promise<boolean> {
  const { siteId, conversationId, agentId, expectedId, at } = assignment;
  if (agentId !== null && !(await isAgent(tx, siteId, agentId))) throw noSuchAgent(agentId);
  const isExpected = tx`c.agent_id is not distinct from ${expectedId} and c.agent_id is distinct from ${agentId}`;
  if (await changeConversation(tx, assignment, { set: tx`agent_id = ${agentId}`, where: isExpected, at }))
    return true;
  const [now] = await tx<{ agent_id: string | null }[]>`
    select agent_id from conversation where site_id = ${siteId} and conversation_id = ${conversationId}`;
  if (!now) throw unknownConversation(conversationId);
  if (now.agent_id !== agentId) throw assignedOtherwise(now.agent_id);
  return false;
}

/** Whoever is one stays one until the transaction is over: who is kept out then loses what they were given in it. */
async function isAgent(tx: Transaction, siteId: string, accountId: string): Promise<boolean> {
  const { count } = await tx`
    select from account
    where site_id = ${siteId} and account_id = ${accountId} and role <> 'customer' and disabled_at is null
    for share`;
  return count > 0;
}

/** Closes a conversation of the caller's or their site's. False if it was closed already, or there is none. */
export function closeConversation(
  sql: AnySql,
  { siteId, accountId, side }: ChatCaller,
  { conversationId, at }: { readonly conversationId: string; readonly at: Date },
): Promise<boolean> {
  return changeConversation(
    sql,
    { siteId, conversationId },
    {
      set: sql`closed_at = ${at}, waiting_since = null`,
      where: sql`c.closed_at is null and ${side === 'customer' ? sql`c.customer_id = ${accountId}` : sql`true`}`,
      at,
    },
  );
}

/**
 * Rates a closed conversation of the calling customer. True if the rating changed.
 *
 * @throws `not_found`, `failed_precondition` if it is open.
 */
export async function rateConversation(
  sql: AnySql,
  { siteId, accountId }: ChatCaller,
  rated: { readonly conversationId: string; readonly rating: number; readonly at: Date },
): Promise<boolean> {
  const { conversationId, rating, at } = rated;
  const isOwn = sql`c.customer_id = ${accountId}`;
  const changed = await changeConversation(
    sql,
    { siteId, conversationId },
    {
      set: sql`rating = ${rating}`,
      where: sql`${isOwn} and c.closed_at is not null and c.rating is distinct from ${rating}`,
      at,
    },
  );
  if (changed) return true;
  const [now] = await sql<{ closed_at: Date | null }[]>`
    select closed_at from conversation c
    where c.site_id = ${siteId} and c.conversation_id = ${conversationId} and ${isOwn}`;
  if (!now) throw unknownConversation(conversationId);
  if (!now.closed_at) throw notClosed();
  return false;
}
