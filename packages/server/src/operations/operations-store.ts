import { executeIn } from '../platform/bus/execute-in.ts';
import { hasCode } from '../platform/has-code.ts';
import { type FileReady, type StreamReset, TOPICS } from '../streams/events.ts';
import type { ImportStatus } from '../streams/importer/import-log.ts';
import type { StreamStorage } from '../streams/open-streams.ts';

/** An import as operators see it. Times are UTC, ranges half-open. */
export interface ImportRow {
  readonly id: bigint;
  readonly file: string;
  readonly sha256: string;
  readonly status: ImportStatus;
  readonly reason: string;
  readonly at: Date;
  readonly rows_read: bigint;
  readonly rows_kept: bigint;
  readonly rows_bad: bigint;
  readonly duplicates: bigint;
  readonly rounded: bigint;
  readonly revision: bigint | null;
  readonly series_changed: number | null;
  readonly chunks_changed: number | null;
  readonly range_from: Date | null;
  readonly range_to: Date | null;
  readonly issues: readonly { line: number; bad: boolean; reason: string }[];
}

/** Issues that a listing shows of each import. */
const SHOWN_ISSUES = 20;

/** Imports below an id, newest first. */
export async function listImports(
  { database: { sql } }: StreamStorage,
  page: { before: bigint | undefined; limit: number },
): Promise<ImportRow[]> {
  return sql<ImportRow[]>`
    select i.id, i.file, i.sha256, i.status, i.reason, i.at, i.rows_read, i.rows_kept, i.rows_bad,
      i.duplicates, i.rounded, r.id as revision, r.series_changed, r.chunks_changed, r.range_from, r.range_to,
      coalesce((
        select json_agg(json_build_object('line', line, 'bad', bad, 'reason', reason) order by line)
        from (select * from import_issue where import_id = i.id order by line limit ${SHOWN_ISSUES}) shown
      ), '[]') as issues
    from import i left join revision r on r.import_id = i.id
    where ${page.before === undefined ? sql`true` : sql`i.id < ${page.before}`}
    order by i.id desc limit ${page.limit}`;
}

/** Announces the stored file of an import again. False if there is no such import or it left no file. */
export async function replayImport(
  { stream, database: { sql }, bus }: StreamStorage,
  id: bigint,
  force: boolean,
): Promise<boolean> {
  return sql.begin(async (tx) => {
    const [row] = await tx<{ event: Omit<FileReady, 'stream' | 'force'> }[]>`
      select json_build_object('file', file, 'blob', blob, 'month', month, 'upTo', up_to,
        'rowsRead', rows_read, 'rowsKept', rows_kept) as event
      from import where id = ${id} and blob is not null`;
    if (!row) return false;
    const payload: FileReady = { ...row.event, stream, force };
    await bus.publish(executeIn(tx), { topic: TOPICS.fileReady, key: payload.month, payload });
    return true;
  });
}

/** Asks the stream's parser to look at its source now. */
export async function requestIngest({ stream, database: { sql }, bus }: StreamStorage): Promise<void> {
  await sql.begin((tx) =>
    bus.publish(executeIn(tx), { topic: TOPICS.ingestRequested, key: stream, payload: { stream } }),
  );
}

/**
 * Longest that a reset waits for a table while it holds others. Less than PostgreSQL takes to look for a deadlock: whoever
 * reads or imports meanwhile waits a little, and does not become the victim of one.
 */
const LOCK_MS = 500;
const LOCK_TRIES = 60;

/**
 * Deletes everything stored of the stream, starts a new epoch and asks its parser to fill it again. Waits half a
 * minute for imports and reads that are under way.
 */
export async function resetStream(storage: StreamStorage): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await tryReset(storage);
    } catch (error) {
      const isBusy = hasCode(error, '55P03') || hasCode(error, '40P01');
      if (!isBusy || tries === LOCK_TRIES) throw error;
    }
  }
}

async function tryReset({ stream, database: { sql }, bus }: StreamStorage): Promise<void> {
  await sql.begin(async (tx) => {
    await tx.unsafe(`set local lock_timeout = ${LOCK_MS}`);
    await tx`
      truncate chunk, chunk_history, series_change, revision, import_issue, month_state, import,
        source_file, series, area restart identity`;
    await tx`update stream_state set epoch = gen_random_uuid(), head = 0, tail = 0`;
    const reset: StreamReset = { stream, reset: true };
    // Those who watch find the new epoch; the parser finds that it has seen nothing.
    await bus.publish(executeIn(tx), {
      topic: TOPICS.seriesChanged,
      key: stream,
      payload: reset,
    });
    await bus.publish(executeIn(tx), { topic: TOPICS.ingestRequested, key: stream, payload: { stream } });
  });
}
