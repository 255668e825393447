import { setTimeout as delay } from 'node:timers/promises';
import type { PendingQuery, Row } from 'postgres';
import type { BlobStore } from '../platform/blobs/blob-store.ts';
import type { Log } from '../platform/log.ts';
import type { AnySql } from '../platform/postgres/database.ts';
import { VISIT_MS } from './visit-token.ts';

/** A file that was announced and never came is waited for so long. */
const ANNOUNCED_MS = 3_600_000;
/** A file that no message carries is kept for so long: the message may wait on a device that is offline. */
const UNUSED_MS = 7 * 86_400_000;
/** Who watches with a cursor that is older than a week reads afresh: until then deletions are told. */
const DELETIONS_MS = 8 * 86_400_000;
/** Rows of one statement, so that no lock is held for long. */
const BATCH = 500;
const EVERY_MS = 60_000;
/** An object that cannot be deleted is tried again after so long. */
const AGAIN_MS = 3_600_000;
/** Where so many fail in a sweep it is the store that does. */
const MOST_FAILURES = 10;

/** What the sweeper works with. */
export interface SweeperOptions {
  readonly sql: AnySql;
  readonly blobs: Pick<BlobStore, 'delete'>;
  readonly log: Log;
  readonly everyMs?: number;
}

/** How much one sweep deleted. */
export interface Swept {
  readonly conversations: number;
  readonly attachments: number;
  readonly objects: number;
}

/** Sweeps once a minute until the signal aborts. Several may do it at once. */
export async function runSweeper(
  options: SweeperOptions,
  signal: AbortSignal,
  ready: () => void,
): Promise<void> {
  const { log, everyMs = EVERY_MS } = options;
  while (!signal.aborted) {
    const swept = await sweep(options);
    ready();
    if (swept.conversations + swept.attachments + swept.objects > 0) log.info(swept, 'chats were swept');
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

/**
 * Deletes what its time is over for: conversations by the retention of their site, files that no message carries,
 * visitors who wrote nothing and cannot come back, and then the objects of whatever is gone, by whichever way. Ages are
 * told by the clock of the database unless a time is given: that of one server may be wrong by hours.
 */
export async function sweep({
  sql,
  blobs,
  log,
  at: given,
}: Pick<SweeperOptions, 'sql' | 'blobs'> & {
  readonly log?: Log | undefined;
  readonly at?: Date;
}): Promise<Swept> {
  const at = given ? sql`${given}::timestamptz` : sql`now()`;
  const ago = (ms: number) => sql`${at} - ${ms} * interval '1 ms'`;
  const conversations = await inBatches(
    () => sql`
      delete from conversation where (site_id, conversation_id) in (
        select old.site_id, old.conversation_id from chat_settings s cross join lateral (
          select c.site_id, c.conversation_id from conversation c
          where c.site_id = s.site_id
            and coalesce(c.last_message_at, c.created_at) < ${at} - make_interval(days => s.retention_days)
          order by coalesce(c.last_message_at, c.created_at) limit ${BATCH} for update skip locked
        ) old
        where s.retention_days > 0 limit ${BATCH})`,
  );
  const attachments = await inBatches(
    () => sql`
      delete from chat_attachment where (site_id, attachment_id) in (
        select site_id, attachment_id from chat_attachment
        where message_change is null and created_at < ${ago(ANNOUNCED_MS)}
          and (blob_hash is null or created_at < ${ago(UNUSED_MS)})
        limit ${BATCH} for update skip locked)`,
  );
  await inBatches(
    () => sql`
      delete from account where (site_id, account_id) in (
        select a.site_id, a.account_id from account a
        where a.external_subject like 'visitor:%' and a.created_at < ${ago(VISIT_MS)}
          and not exists (select from conversation c where c.site_id = a.site_id and c.customer_id = a.account_id)
        limit ${BATCH} for update skip locked)`,
  );
  await sql`delete from chat_deletion where at < ${ago(DELETIONS_MS)}`;
  return { conversations, attachments, objects: await deleteObjects({ sql, blobs, log, at }) };
}

async function inBatches(step: () => Promise<{ readonly count: number }>): Promise<number> {
  let total = 0;
  for (;;) {
    const { count } = await step();
    total += count;
    if (count < BATCH) return total;
  }
}

/**
 * The object first, then that it is to be deleted: a crash in between deletes it once more. One that cannot be deleted does
 * not keep those behind it.
 */
async function deleteObjects(options: {
  readonly sql: AnySql;
  readonly blobs: Pick<BlobStore, 'delete'>;
  readonly log: Log | undefined;
  readonly at: PendingQuery<Row[]>;
}): Promise<number> {
  const { sql, blobs, log, at } = options;
  let failures = 0;
  const seen = await inBatches(async () => {
    const due = await sql<{ site_id: string; blob_hash: string }[]>`
      select site_id, blob_hash from chat_blob_garbage where due_at <= ${at} limit ${BATCH}`;
    for (const { site_id: siteId, blob_hash: hash } of due) {
      const isIt = sql`site_id = ${siteId} and blob_hash = ${hash} and due_at <= ${at}`;
      try {
        await blobs.delete(hash);
      } catch (error) {
        failures += 1;
        log?.error({ err: error, siteId, hash }, 'an object of chats was not deleted');
        await sql`update chat_blob_garbage set due_at = ${at} + ${AGAIN_MS} * interval '1 ms' where ${isIt}`;
        if (failures >= MOST_FAILURES) throw error;
        continue;
      }
      await sql`delete from chat_blob_garbage where ${isIt}`;
    }
    return { count: due.length };
  });
  return seen - failures;
}
