import { createHash } from 'node:crypto';
import type { JSONValue } from 'postgres';
import type { AnySql } from '../platform/postgres/database.ts';
import type { ChatCaller } from './chat-caller.ts';
import type { ConversationKey } from './conversation-key.ts';
import { type ConversationRow, selectConversations } from './conversation-view.ts';
import { type MessageRow, messageColumns, type Sender, visibleTo } from './message-view.ts';

/** A message as it is to be stored. */
export interface NewMessage extends ConversationKey {
  readonly sender: Sender;
  readonly senderId: string | null;
  /** Chosen by the sender; their next message to the conversation has another one. */
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
 * Stores messages of different conversations in one statement: gives each the next numbers of its conversation, under the
 * row's lock, and says since when the customer waits. In their order; undefined, and nothing stored, where a customer may
 * not write, and where their conversation is closed.
 *
 * With `skipLocked` it does not wait for conversations that somebody else is changing either: nothing is stored there, and
 * the others are not held up.
 *
 * @throws with code `23505`, and nothing is stored, if the sender of one of them has used its client id.
 */
export async function storeMessages(
  sql: AnySql,
  messages: readonly NewMessage[],
  { skipLocked = false } = {},
): Promise<(StoredMessage | undefined)[]> {
  const input = messages.map(({ digest, at, ...message }, place) => ({
    ...{ ...message, place, digest: digest.toString('hex'), at: at.toISOString() },
  }));
  const rows = await sql<(StoredMessage & { place: number })[]>`
    with input as materialized (
      select * from json_to_recordset(${JSON.stringify(input)}::text::json) as i (
        place integer, "siteId" uuid, "conversationId" uuid, sender text, "senderId" uuid, "clientId" uuid,
        digest text, text text, reference jsonb, note boolean, at timestamptz)
    ), free as materialized (
      select c.site_id, c.conversation_id
      from input i join conversation c on c.site_id = i."siteId" and c.conversation_id = i."conversationId"
      where (i.sender <> 'customer' or c.customer_id = i."senderId" and c.closed_at is null)
      for no key update of c ${skipLocked ? sql`skip locked` : sql``}
    ), numbered as (
      update conversation c set
        last_change = c.last_change + 1, changed_at = i.at, changed_xid = pg_current_xact_id(),
        last_number = c.last_number + (not i.note)::integer,
        last_public_change = c.last_public_change + (not i.note)::integer,
        public_changed_at = case when i.note then c.public_changed_at else i.at end,
        public_changed_xid = case when i.note then c.public_changed_xid else pg_current_xact_id() end,
        last_message_at = case when i.note then c.last_message_at else i.at end,
        -- A customer waits from their first message that is not answered; an automatic reply is no answer.
        waiting_since = case
          when i.note or i.sender = 'system' then c.waiting_since
          when i.sender = 'customer' then coalesce(c.waiting_since, i.at) end
      from input i join free f on f.site_id = i."siteId" and f.conversation_id = i."conversationId"
      where c.site_id = f.site_id and c.conversation_id = f.conversation_id
        and (i.sender <> 'customer' or c.closed_at is null and not exists (
          select from chat_block b where b.site_id = c.site_id and b.customer_id = i."senderId"))
      returning i.*, c.last_change as change,
        case when not i.note then c.last_public_change end as public_change,
        case when not i.note then c.last_number end as number
    ), stored as (
      insert into chat_message (site_id, conversation_id, change, public_change, number, sender, sender_id, client_id,
        digest, text, reference, sent_at)
      select "siteId", "conversationId", change, public_change, number, sender, "senderId", "clientId",
        decode(digest, 'hex'), text, reference, at
      from numbered
    )
    select n.place, n.number, n.change, n.public_change,
      (select a.display_name from account a
        where a.site_id = n."siteId" and a.account_id = n."senderId") as sender_name
    from numbered n`;
  const byPlace = new Map(rows.map(({ place, ...stored }) => [place, stored]));
  return messages.map((_, place) => byPlace.get(place));
}

/** Stores one message, waiting for whoever changes its conversation: see {@link storeMessages}. */
export async function storeMessage(sql: AnySql, message: NewMessage): Promise<StoredMessage | undefined> {
  const [stored] = await storeMessages(sql, [message]);
  return stored;
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

/** Which messages {@link findWithMessages} reads. */
export interface NewestQuery extends ConversationKey {
  /** Only those after it; undefined reads none. Change numbers are those of the caller's side. */
  readonly afterChange: bigint | undefined;
  readonly limit: number;
}

/** A conversation and its newest messages, in their order, as the caller sees them: in one statement, as of one moment. */
export async function findWithMessages(
  sql: AnySql,
  caller: ChatCaller,
  { siteId, conversationId, afterChange, limit }: NewestQuery,
): Promise<{ readonly conversation: ConversationRow; readonly messages: readonly MessageRow[] } | undefined> {
  const conversation = selectConversations(sql, caller, {
    where: sql`c.conversation_id = ${conversationId}`,
  });
  const query = { siteId, conversationId, beforeChange: 0n, afterChange: afterChange ?? 0n, limit };
  // One row for each message, with the conversation in each; of a conversation without any one row that has none.
  const rows = await sql<(ConversationRow & NullableMessage)[]>`
    select c.*, m.number, m.change, m.client_id, m.sender, m.sender_id, m.text, m.reference, m.sent_at, m.sender_name,
      m.attachments
    from (${conversation}) c left join lateral (${listMessages(sql, caller.side, query)}) m
      on ${afterChange !== undefined}
    order by m.change`;
  const [first] = rows;
  const messages = rows.flatMap((row) => (row.change === null ? [] : { ...row, change: row.change }));
  return first && { conversation: first, messages };
}

type NullableMessage = Omit<MessageRow, 'change'> & { readonly change: bigint | null };

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
