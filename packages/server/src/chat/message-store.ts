import { createHash } from 'node:crypto';
import type { JSONValue } from 'postgres';
import type { AnySql } from '../platform/postgres/database.ts';
import type { ChatCaller } from './chat-caller.ts';
import type { ConversationKey } from './conversation-key.ts';
import { type MessageRow, messageColumns, type Sender, visibleTo } from './message-view.ts';

/** A message as it is to be stored. */
export interface NewMessage extends ConversationKey {
  readonly sender: Sender;
  readonly senderId: string | null;
  readonly clientId: string;
  readonly digest: Buffer;
  /** Cleaned. */
  readonly text: string;
  /** JSON of a ChatReference. */
  readonly reference: JSONValue;
  /** For agents only. */
  readonly note: boolean;
  readonly at: Date;
}

/** What of a message makes it the same when it is sent again. */
export interface MessageContent {
  readonly text: string;
  readonly reference: JSONValue;
  readonly attachmentIds: readonly string[];
  readonly note: boolean;
}

/** SHA-256 of a content. */
export function digestOf({ text, reference, attachmentIds, note }: MessageContent): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([text, reference, attachmentIds, note]))
    .digest();
}

/** What {@link storeMessage} gave a message. */
export interface StoredMessage {
  /** Null for a note. */
  readonly number: bigint | null;
  readonly change: bigint;
  readonly public_change: bigint | null;
  readonly sender_name: string | null;
}

/**
 * Stores a message in one statement: gives it the next numbers of its conversation, under the row's lock, and says since
 * when the customer waits. Undefined, and nothing stored, if a customer may not write there, if their conversation is
 * closed, or if the sender has used the client id.
 *
 * @throws with code `23505` if the same client id is stored at the same time.
 */
export async function storeMessage(sql: AnySql, message: NewMessage): Promise<StoredMessage | undefined> {
  const { siteId, conversationId, sender, senderId, clientId, digest, text, reference, note, at } = message;
  const [stored] = await sql<StoredMessage[]>`
    with numbered as (
      update conversation c set
        last_change = last_change + 1, changed_at = ${at}, changed_xid = pg_current_xact_id()
        ${
          note
            ? sql``
            : sql`, last_number = last_number + 1, last_public_change = last_public_change + 1,
          public_changed_at = ${at}, public_changed_xid = pg_current_xact_id(), last_message_at = ${at}`
        }
        ${waiting(sql, { sender, note, at })}
      where site_id = ${siteId} and conversation_id = ${conversationId}
        ${
          sender === 'customer'
            ? sql`and customer_id = ${senderId} and closed_at is null
              and not exists (select from chat_block b where b.site_id = c.site_id and b.customer_id = c.customer_id)`
            : sql``
        }
        and not exists (select from chat_message m where m.site_id = c.site_id
          and m.conversation_id = c.conversation_id and m.sender_id = ${senderId} and m.client_id = ${clientId})
      returning site_id, conversation_id, last_number, last_change, last_public_change
    )
    insert into chat_message (site_id, conversation_id, change, public_change, number, sender, sender_id, client_id,
      digest, text, reference, sent_at)
    select site_id, conversation_id, last_change,
      ${note ? sql`null, null` : sql`last_public_change, last_number`}, ${sender}, ${senderId}, ${clientId},
      ${digest}, ${text}, ${sql.json(reference)}, ${at}
    from numbered
    returning number, change, public_change,
      (select a.display_name from account a
        where a.site_id = chat_message.site_id and a.account_id = chat_message.sender_id) as sender_name`;
  return stored;
}

/** A customer waits from their first message that is not answered; an automatic reply is no answer. */
function waiting(sql: AnySql, { sender, note, at }: Pick<NewMessage, 'sender' | 'note' | 'at'>) {
  if (note || sender === 'system') return sql``;
  return sender === 'customer'
    ? sql`, waiting_since = coalesce(waiting_since, ${at})`
    : sql`, waiting_since = null`;
}

/** A message of the caller's by its client id, with the digest of its content. */
export async function findSent(
  sql: AnySql,
  { siteId, accountId, side }: ChatCaller,
  { conversationId, clientId }: { readonly conversationId: string; readonly clientId: string },
): Promise<(MessageRow & { readonly digest: Buffer }) | undefined> {
  const [row] = await sql<(MessageRow & { digest: Buffer })[]>`
    select ${messageColumns(sql, side)}, m.digest from chat_message m
    where m.site_id = ${siteId} and m.conversation_id = ${conversationId} and m.sender_id = ${accountId}
      and m.client_id = ${clientId}`;
  return row;
}

/** Which messages of a conversation. Change numbers are those of the caller's side. */
export interface MessageQuery {
  /** Only those before it; 0 for no bound. */
  readonly beforeChange: bigint;
  /** Only those after it. */
  readonly afterChange?: bigint;
  readonly limit: number;
}

/** The newest messages that a side may see, the newest first. */
export function listMessages(
  sql: AnySql,
  side: ChatCaller['side'],
  { siteId, conversationId, beforeChange, afterChange = 0n, limit }: ConversationKey & MessageQuery,
) {
  const change = side === 'customer' ? sql`m.public_change` : sql`m.change`;
  return sql<MessageRow[]>`
    select ${messageColumns(sql, side)} from chat_message m
    where m.site_id = ${siteId} and m.conversation_id = ${conversationId} and ${visibleTo(sql, side)}
      and ${beforeChange === 0n ? sql`true` : sql`${change} < ${beforeChange}`} and ${change} > ${afterChange}
    order by m.change desc limit ${limit}`;
}

/** A found message; its conversation is read apart. */
export function searchMessages(
  sql: AnySql,
  { siteId, query, limit }: { readonly siteId: string; readonly query: string; readonly limit: number },
) {
  return sql<MessageRow[]>`
    select ${messageColumns(sql, 'site')} from chat_message m
    where m.site_id = ${siteId} and numnode(websearch_to_tsquery('simple', ${query})) > 0
      and m.search @@ (websearch_to_tsquery('simple', ${query}) && ${`'${siteId}'`}::tsquery)
    order by m.sent_at desc, m.conversation_id, m.change desc limit ${limit}`;
}
