import type { AnySql, Transaction } from '../platform/postgres/database.ts';
import { invalidRequest } from '../rpc/errors.ts';
import type { ChatCaller } from './chat-caller.ts';

/** A file that a message carries. */
export interface AttachmentRow {
  readonly attachment_id: string;
  readonly file_name: string;
  readonly media_type: string;
  readonly size_bytes: number;
  /** Images: in pixels. */
  readonly width: number | null;
  readonly height: number | null;
}

/** A file in the object store. */
export interface StoredFile {
  readonly blobHash: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly width: number | undefined;
  readonly height: number | undefined;
}

/** Announces an upload. Returns its id; undefined if there is no such conversation of the caller's. */
export async function announceAttachment(
  sql: AnySql,
  { siteId, accountId, side }: ChatCaller,
  file: {
    readonly conversationId: string;
    readonly fileName: string;
    readonly bytes: number;
  },
): Promise<string | undefined> {
  const [row] = await sql<{ attachment_id: string }[]>`
    insert into chat_attachment (site_id, conversation_id, uploader_id, file_name, announced_bytes, created_at)
    select c.site_id, c.conversation_id, ${accountId}, ${file.fileName}, ${file.bytes}, now()
    from conversation c
    where c.site_id = ${siteId} and c.conversation_id = ${file.conversationId}
      and ${side === 'customer' ? sql`c.customer_id = ${accountId}` : sql`true`}
    returning attachment_id`;
  return row?.attachment_id;
}

/** Keeps of somebody's files that no message carries yet only the newest. */
export async function forgetUnused(
  sql: AnySql,
  { siteId, accountId }: ChatCaller,
  kept: number,
): Promise<void> {
  await sql`
    delete from chat_attachment
    where site_id = ${siteId} and message_change is null and attachment_id in (
      select attachment_id from chat_attachment
      where site_id = ${siteId} and uploader_id = ${accountId} and message_change is null
      order by created_at desc, attachment_id offset ${kept})`;
}

/** Who has announced a file that still waits for its bytes; undefined where none does. */
export async function findUploader(
  sql: AnySql,
  siteId: string,
  attachmentId: string,
): Promise<string | undefined> {
  const [row] = await sql<{ uploader_id: string }[]>`
    select uploader_id from chat_attachment
    where site_id = ${siteId} and attachment_id = ${attachmentId} and blob_hash is null`;
  return row?.uploader_id;
}

/**
 * Says where a file's bytes are. False if it has some already, or is gone.
 */
export async function completeUpload(
  tx: Transaction,
  { siteId, attachmentId }: { readonly siteId: string; readonly attachmentId: string },
  file: StoredFile,
): Promise<boolean> {
  const { count } = await tx`
    update chat_attachment set blob_hash = ${file.blobHash}, media_type = ${file.mediaType},
      size_bytes = ${file.bytes}, width = ${file.width ?? null}, height = ${file.height ?? null}
    where site_id = ${siteId} and attachment_id = ${attachmentId} and blob_hash is null`;
  if (count === 0) return false;
  await tx`delete from chat_blob_garbage where site_id = ${siteId} and blob_hash = ${file.blobHash}`;
  return true;
}

/** Has an object deleted so long from now, unless something is done before: for a server that dies meanwhile. */
export async function noteGarbage(
  sql: AnySql,
  {
    siteId,
    blobHash,
    afterMs,
  }: { readonly siteId: string; readonly blobHash: string; readonly afterMs: number },
): Promise<void> {
  await sql`
    insert into chat_blob_garbage (site_id, blob_hash, due_at)
    values (${siteId}, ${blobHash}, now() + ${afterMs} * interval '1 ms')
    on conflict (site_id, blob_hash) do update set due_at = excluded.due_at`;
}

/**
 * Gives uploaded files to a message, in their order.
 *
 * @throws `invalid_argument` unless all of them were uploaded to the conversation by the caller, for no message yet.
 */
export async function claimAttachments(
  tx: Transaction,
  { siteId, accountId }: ChatCaller,
  claim: { readonly conversationId: string; readonly change: bigint; readonly ids: readonly string[] },
): Promise<void> {
  const { conversationId, change, ids } = claim;
  if (ids.length === 0) return;
  const { count } = await tx`
    update chat_attachment
    set message_change = ${change}, position = array_position(${[...ids]}::uuid[], attachment_id)
    where site_id = ${siteId} and conversation_id = ${conversationId} and uploader_id = ${accountId}
      and message_change is null and blob_hash is not null and attachment_id = any(${[...ids]}::uuid[])`;
  if (count === ids.length) return;
  const description =
    'lists a file that is not uploaded to this conversation, or that a message carries already';
  throw invalidRequest([{ field: 'attachment_ids', reason: 'UNKNOWN_ATTACHMENT', description }]);
}

/**
 * A file that the caller may fetch: of a message that they see, or their own that no message carries yet.
 */
export async function findAttachment(
  sql: AnySql,
  { siteId, accountId, side }: ChatCaller,
  attachmentId: string,
): Promise<AttachmentRow | undefined> {
  const ofOwn = sql`f.uploader_id = ${accountId}`;
  const [row] = await sql<AttachmentRow[]>`
    select f.attachment_id, f.file_name, f.media_type, f.size_bytes, f.width, f.height
    from chat_attachment f
    join conversation c on c.site_id = f.site_id and c.conversation_id = f.conversation_id
    left join chat_message m
      on m.site_id = f.site_id and m.conversation_id = f.conversation_id and m.change = f.message_change
    where f.site_id = ${siteId} and f.attachment_id = ${attachmentId} and f.blob_hash is not null
      and ${
        side === 'customer'
          ? sql`c.customer_id = ${accountId} and (m.number is not null or ${ofOwn})`
          : sql`(m.change is not null or ${ofOwn})`
      }`;
  return row;
}

/** Where the bytes of a file are, for whoever has a signed path of it; undefined if it is gone. */
export async function findFile(
  sql: AnySql,
  siteId: string,
  attachmentId: string,
): Promise<(AttachmentRow & { readonly blob_hash: string }) | undefined> {
  const [row] = await sql<(AttachmentRow & { blob_hash: string })[]>`
    select attachment_id, file_name, media_type, size_bytes, width, height, blob_hash from chat_attachment
    where site_id = ${siteId} and attachment_id = ${attachmentId} and blob_hash is not null`;
  return row;
}
