import { setTimeout as delay } from 'node:timers/promises';
import type { BlobStore } from '../../platform/blobs/blob-store.ts';
import type { Log } from '../../platform/log.ts';
import type { Sql } from '../../platform/postgres/database.ts';
import { isTransient } from '../../platform/postgres/transient-error.ts';

const EVERY_MS = 3_600_000;
/** Objects deleted in one go. */
const BATCH = 100;

export interface PruneOptions {
  readonly sql: Sql;
  readonly blobs: BlobStore;
  readonly log: Log;
  /** Days for which the object of an import is kept in any case; 0 keeps all for good. */
  readonly retentionDays: number;
}

/** Prunes once an hour, until the signal aborts. What is in the way now is left to the next hour. */
export async function runPruning(options: PruneOptions, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const pruned = await pruneObjects(options, signal);
      if (pruned > 0) options.log.info({ pruned }, 'objects of earlier imports were deleted');
    } catch (error) {
      if (signal.aborted || !isTransient(error)) throw error;
      options.log.warn({ err: error }, 'old objects were not deleted: it is tried again in an hour');
    }
    await delay(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

/**
 * Deletes the parsed files that nothing needs any more: of imports that are older than what is kept, after which the
 * month had another one that was applied, and that no event waits to import. The newest of every month stays. Safe to
 * run twice, by several processes, and to be broken off anywhere: an object goes before what names it.
 *
 * @returns how many were deleted
 */
export async function pruneObjects(
  { sql, blobs, retentionDays }: PruneOptions,
  signal: AbortSignal,
): Promise<number> {
  if (retentionDays === 0) return 0;
  for (let pruned = 0; ; ) {
    signal.throwIfAborted();
    const names = await findUnneeded(sql, retentionDays);
    for (const name of names) await blobs.delete(name);
    await sql`update import set blob = null where blob = any(${names})`;
    pruned += names.length;
    if (names.length < BATCH) return pruned;
  }
}

async function findUnneeded(sql: Sql, days: number): Promise<string[]> {
  const rows = await sql<{ blob: string }[]>`
    with needed as (
      select import.blob from import
      where import.at >= now() - make_interval(days => ${days})
        or exists (select from month_state where month_state.import_id = import.id)
        or not exists (
          select from import later
          where later.month = import.month and later.id > import.id and later.status in ('applied', 'unchanged'))
      union all
      select payload->>'blob' from outbox where topic = 'file-ready'
      union all
      select payload->>'blob' from parked_event where topic = 'file-ready'
    )
    select distinct blob from import
    where blob is not null and blob not in (select blob from needed where blob is not null)
    limit ${BATCH}`;
  return rows.map(({ blob }) => blob);
}
