import type { ISql } from 'postgres';
import type { SqlTypes } from '../../platform/postgres/database.ts';
import type { ExportFileName } from '../parser/export-file-name.ts';

/** Notes a file that cannot be understood, and why, for operators to see. */
export async function recordRejected(
  sql: ISql<SqlTypes>,
  name: ExportFileName,
  why: { sha256: string; reason: string },
): Promise<void> {
  await sql`
    insert into import (file, sha256, month, up_to, status, reason)
    values (${name.name}, ${why.sha256}, ${name.month}, ${name.upTo}, 'rejected', ${why.reason})`;
}
