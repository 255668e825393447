import { executeIn } from '../platform/bus/execute-in.ts';
import { hasCode } from '../platform/has-code.ts';
import { type FileReady, type StreamReset, TOPICS } from '../streams/events.ts';
import type { ImportStatus } from '../streams/importer/import-log.ts';
import type { StreamStorage } from '../streams/open-streams.ts';
import { type ImportReview, recordReview, reviewColumns } from './import-review.ts';

/** An import as operators see it. Times are UTC, ranges half-open. */
export interface ImportRow extends ImportReview {
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

/** Which imports: those below an id, in these states, no more than so many. */
export interface ImportPage {
  readonly before: bigint | undefined;
  readonly limit: number;
  /** None means all. */
  readonly statuses?: readonly ImportStatus[];
  readonly awaitingReview?: boolean;
}

/** Imports, newest first. */
export async function listImports(
  { database: { sql } }: StreamStorage,
  { before, limit, statuses = [], awaitingReview = false }: ImportPage,
): Promise<ImportRow[]> {
  return sql<ImportRow[]>`
    select * from (select i.id, i.file, i.sha256, i.status, i.reason, i.at, i.rows_read, i.rows_kept, i.rows_bad,
      i.duplicates, i.rounded, r.id as revision, r.series_changed, r.chunks_changed, r.range_from, r.range_to,
      ${reviewColumns(sql)},
      coalesce((
        select json_agg(json_build_object('line', line, 'bad', bad, 'reason', reason) order by line)
        from (select * from import_issue where import_id = i.id order by line limit ${SHOWN_ISSUES}) shown
      ), '[]') as issues
    from import i left join revision r on r.import_id = i.id
    where ${before === undefined ? sql`true` : sql`i.id < ${before}`}
      and ${statuses.length === 0 ? sql`true` : sql`i.status = any(${[...statuses]})`}
      and ${awaitingReview ? sql`i.status = 'quarantined' and i.reviewed_as is null` : sql`true`}) listed
    where ${awaitingReview ? sql`review = 'awaited'` : sql`true`}
    order by id desc limit ${limit}`;
}

/** Which stored file to import again, and how. */
export interface Replay {
  readonly importId: bigint;
  /** Apply it even if it is older than what is stored or would remove much. */
  readonly force: boolean;
  /** Who decided it; null for who has no account. */
  readonly reviewerId: string | null;
}

/** Writes down what is about to be done, before it is committed: what fails here is not done. */
export type Note = (what: { readonly file: string }) => Promise<void>;

/**
 * Announces the stored file of an import again. By force that decides about a quarantined one. False if there is no
 * such import or it left no file.
 */
export async function replayImport(
  { stream, database: { sql }, bus }: StreamStorage,
  { importId, force, reviewerId }: Replay,
  note: Note,
): Promise<boolean> {
  return sql.begin(async (tx) => {
    const [row] = await tx<{ event: Omit<FileReady, 'stream' | 'force'> }[]>`
      select json_build_object('file', file, 'blob', blob, 'month', month, 'upTo', up_to,
        'rowsRead', rows_read, 'rowsKept', rows_kept) as event
      from import where id = ${importId} and blob is not null for no key update`;
    if (!row) return false;
    if (force) await recordReview(tx, importId, { as: 'applied', reviewerId, note: '' });
    const payload: FileReady = { ...row.event, stream, force };
    await bus.publish(executeIn(tx), { topic: TOPICS.fileReady, key: payload.month, payload });
    await note({ file: payload.file });
    return true;
  });
}

/** Asks the stream's parser to look at its source now. */
export async function requestIngest(
  { stream, database: { sql }, bus }: StreamStorage,
  note: () => Promise<void> = async () => undefined,
): Promise<void> {
  await sql.begin(async (tx) => {
    await bus.publish(executeIn(tx), { topic: TOPICS.ingestRequested, key: stream, payload: { stream } });
    await note();
  });
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
export async function resetStream(
  storage: StreamStorage,
  note: () => Promise<void> = async () => undefined,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await tryReset(storage, note);
    } catch (error) {
      const isBusy = hasCode(error, '55P03') || hasCode(error, '40P01');
      if (!isBusy || tries === LOCK_TRIES) throw error;
    }
  }
}

async function tryReset(
  { stream, database: { sql }, bus }: StreamStorage,
  note: () => Promise<void>,
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx.unsafe(`set local lock_timeout = ${LOCK_MS}`);
    await tx`
      truncate chunk, chunk_history, series_change, revision_area, record_value, extreme, revision, import_issue,
        month_state, import, source_file, series, area restart identity`;
    await tx`update stream_state set epoch = gen_random_uuid(), head = 0, tail = 0`;
    const reset: StreamReset = { stream, reset: true };
    // Those who watch find the new epoch; the parser finds that it has seen nothing.
    await bus.publish(executeIn(tx), {
      topic: TOPICS.seriesChanged,
      key: stream,
      payload: reset,
    });
    await bus.publish(executeIn(tx), { topic: TOPICS.ingestRequested, key: stream, payload: { stream } });
    await note();
  });
}
