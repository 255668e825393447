import type { AnySql, Sql, Transaction } from '../platform/postgres/database.ts';
import type { ChatCaller } from './chat-caller.ts';
import { clientIdTaken, customerBlocked, tooManyConversations, unknownCustomer } from './chat-errors.ts';

/** Most conversations that a customer has open at once. */
export const MAX_OPEN = 20;

/** A conversation to be made. */
export interface Opening {
  readonly clientId: string;
  readonly customerId: string;
  readonly at: Date;
}

/**
 * Makes a conversation, or finds the one that the caller made with the same client id. However often it is asked at once,
 * there is one.
 *
 * @returns its id.
 * @throws `not_found` for who is no customer of the site, `permission_denied` for one who is blocked,
 *   `failed_precondition` for one with {@link MAX_OPEN} open conversations, `already_exists` for a client id of another
 *   customer's.
 */
export async function openConversation(
  sql: Sql,
  caller: ChatCaller,
  { clientId, customerId, at }: Opening,
): Promise<string> {
  const { siteId, accountId } = caller;
  return sql.begin(async (tx) => {
    const isCustomer = await lockCustomer(tx, siteId, customerId);
    const [known] = await tx<{ conversation_id: string; customer_id: string }[]>`
      select conversation_id, customer_id from conversation
      where site_id = ${siteId} and opener_id = ${accountId} and client_id = ${clientId}`;
    if (known && known.customer_id !== customerId) throw clientIdTaken('conversation');
    if (known) return known.conversation_id;
    if (!isCustomer) throw unknownCustomer(customerId);
    if (caller.side === 'customer' && (await isBlocked(tx, siteId, customerId))) throw customerBlocked();
    await requireRoom(tx, siteId, customerId);
    const [made] = await tx<[{ conversation_id: string }]>`
      insert into conversation
        (site_id, customer_id, opener_id, client_id, created_at, changed_at, public_changed_at)
      values (${siteId}, ${customerId}, ${accountId}, ${clientId}, ${at}, ${at}, ${at})
      returning conversation_id`;
    return made.conversation_id;
  });
}

/** Lets nobody else open conversations of the customer until the transaction ends. False if there is no such customer. */
export async function lockCustomer(tx: Transaction, siteId: string, customerId: string): Promise<boolean> {
  const { count } = await tx`
    select from account where site_id = ${siteId} and account_id = ${customerId} and role = 'customer'
    for no key update`;
  return count > 0;
}

/** Whether a customer may not write. */
export async function isBlocked(sql: AnySql, siteId: string, customerId: string): Promise<boolean> {
  const { count } = await sql`
    select from chat_block where site_id = ${siteId} and customer_id = ${customerId}`;
  return count > 0;
}

/** Refuses one open conversation more than there may be. Serialise by {@link lockCustomer}. */
export async function requireRoom(tx: Transaction, siteId: string, customerId: string): Promise<void> {
  if ((await roomOf(tx, siteId, customerId)) === 0) throw tooManyConversations(MAX_OPEN);
}

/** How many conversations more a customer may have open. Serialise by {@link lockCustomer}. */
export async function roomOf(tx: Transaction, siteId: string, customerId: string): Promise<number> {
  const [row] = await tx<[{ open: number }]>`
    select count(*)::integer as open from conversation
    where site_id = ${siteId} and customer_id = ${customerId} and closed_at is null`;
  return Math.max(0, MAX_OPEN - row.open);
}
