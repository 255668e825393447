import type { Client } from 'pg';
import type { Issue } from '../parser/issue-log.ts';

/** How an import ended. */
export type ImportStatus = 'applied' | 'unchanged' | 'stale' | 'quarantined' | 'rejected';

/** What is kept of an import that was tried. */
export interface ImportRecord {
  readonly file: string;
  readonly sha256: string;
  /** Size of the file as it came. */
  readonly bytes: number;
  /** Key of the parsed month; null where the file could not be parsed. */
  readonly blob: string | null;
  /** `YYYY-MM-01`. */
  readonly month: string;
  readonly upTo: string;
  readonly status: ImportStatus;
  readonly reason: string;
  readonly rowsRead: number;
  readonly rowsKept: number;
  readonly rowsBad: number;
  readonly duplicates: number;
  readonly rounded: number;
  readonly issues: readonly Issue[];
}

/** Writes an import and its issues, in the caller's transaction, and returns its id. */
export async function recordImport(client: Client, record: ImportRecord): Promise<bigint> {
  const { rows } = await client.query<{ id: bigint }>(
    `insert into import (file, sha256, bytes, blob, month, up_to, status, reason,
       rows_read, rows_kept, rows_bad, duplicates, rounded)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning id`,
    [
      record.file,
      record.sha256,
      record.bytes,
      record.blob,
      record.month,
      record.upTo,
      record.status,
      record.reason,
      record.rowsRead,
      record.rowsKept,
      record.rowsBad,
      record.duplicates,
      record.rounded,
    ],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('an inserted import has no id');
  await client.query(
    `insert into import_issue (import_id, line, bad, reason)
     select $1, * from unnest($2::bigint[], $3::boolean[], $4::text[])`,
    [
      id,
      record.issues.map((issue) => issue.line),
      record.issues.map((issue) => issue.bad),
      record.issues.map((issue) => issue.reason),
    ],
  );
  return id;
}
