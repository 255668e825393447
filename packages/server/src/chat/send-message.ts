import { hasCode } from '../platform/has-code.ts';
import type { Sql, Transaction } from '../platform/postgres/database.ts';
import { claimAttachments } from './attachment-store.ts';
import { type AwayReply, replyAutomatically } from './auto-reply.ts';
import type { ChatCaller } from './chat-caller.ts';
import { clientIdTaken, customerBlocked, unknownConversation } from './chat-errors.ts';
import type { MessageQueue } from './message-queue.ts';
import {
  digestOf,
  findSent,
  type MessageContent,
  type NewMessage,
  type StoredMessage,
  storeMessage,
} from './message-store.ts';
import type { MessageRow } from './message-view.ts';
import { isBlocked, lockCustomer, requireRoom } from './open-conversation.ts';

/** A message that somebody sends. */
export interface Sending extends MessageContent {
  readonly conversationId: string;
  readonly clientId: string;
  readonly at: Date;
  /** What the customer is told if nobody is there now. */
  readonly away?: AwayReply | undefined;
}

/** Where messages are stored. */
export interface MessageStorage {
  readonly sql: Sql;
  readonly queue: Pick<MessageQueue, 'store'>;
}

/** What is stored, now or before. */
export interface Sent {
  readonly message: MessageRow;
  /** False if it was stored before. */
  readonly isNew: boolean;
}

/**
 * Stores a message once, however often it is sent. Most are stored together with others in one statement; what reopens a
 * conversation, carries attachments or is answered automatically takes a transaction.
 *
 * @throws `not_found`, `permission_denied` for a customer who is blocked, `already_exists` for a client id that was used
 *   for something else, `invalid_argument` for attachments that cannot be had, `failed_precondition` if reopening would
 *   make too many open conversations.
 */
export async function sendMessage(
  { sql, queue }: MessageStorage,
  caller: ChatCaller,
  sending: Sending,
): Promise<Sent> {
  const message = newMessage(caller, sending);
  if (sending.attachmentIds.length === 0 && sending.away === undefined) {
    const stored = await unlessStored(queue.store(message));
    if (stored) return { message: asRow(caller, message, stored), isNew: true };
  }
  const work = sql.begin((tx) => storeWhole(tx, caller, { message, sending }));
  const stored = await unlessStored<StoredMessage | undefined>(work);
  const row = await findSent(sql, caller, message);
  if (!row) throw unknownConversation(message.conversationId);
  if (!row.digest.equals(message.digest)) throw clientIdTaken('message');
  return { message: row, isNew: stored !== undefined };
}

function newMessage({ siteId, accountId, side }: ChatCaller, sending: Sending): NewMessage {
  const { conversationId, clientId, text, reference, note, at } = sending;
  return {
    ...{ siteId, conversationId, clientId, text, reference, note, at },
    sender: side === 'customer' ? 'customer' : 'agent',
    senderId: accountId,
    digest: digestOf(sending),
  };
}

/** Undefined where the client id was used before. */
async function unlessStored<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (hasCode(error, '23505')) return undefined;
    throw error;
  }
}

/** Undefined, and nothing done, if the sender has used the client id. */
async function storeWhole(
  tx: Transaction,
  caller: ChatCaller,
  { message, sending }: { readonly message: NewMessage; readonly sending: Sending },
): Promise<StoredMessage | undefined> {
  const { siteId, accountId, side } = caller;
  const { conversationId } = message;
  const isCustomer = side === 'customer';
  if (isCustomer && !(await lockCustomer(tx, siteId, accountId))) throw unknownConversation(conversationId);
  const [conversation] = await tx<{ closed_at: Date | null }[]>`
    select closed_at from conversation
    where site_id = ${siteId} and conversation_id = ${conversationId}
      and ${isCustomer ? tx`customer_id = ${accountId}` : tx`true`}
    for no key update`;
  if (!conversation) throw unknownConversation(conversationId);
  if (await findSent(tx, caller, message)) return undefined;
  if (isCustomer && (await isBlocked(tx, siteId, accountId))) throw customerBlocked();
  if (isCustomer && conversation.closed_at) {
    await requireRoom(tx, siteId, accountId);
    await tx`
      update conversation set closed_at = null, rating = null
      where site_id = ${siteId} and conversation_id = ${conversationId}`;
  }
  const stored = await storeMessage(tx, message);
  if (!stored) throw new Error(`message ${message.clientId} was not stored in a conversation that is locked`);
  await claimAttachments(tx, caller, { conversationId, change: stored.change, ids: sending.attachmentIds });
  if (sending.away) await replyAutomatically(tx, message, sending.away);
  return stored;
}

function asRow({ side }: ChatCaller, message: NewMessage, stored: StoredMessage): MessageRow {
  const { conversationId, clientId, sender, senderId, text, reference, at } = message;
  const { number, change, public_change: publicChange, sender_name } = stored;
  return {
    ...{ conversation_id: conversationId, number, client_id: clientId, sender, sender_id: senderId },
    ...{ sender_name, text, reference, sent_at: at, attachments: null },
    change: side === 'customer' ? (publicChange ?? change) : change,
  };
}
