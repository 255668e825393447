import { stat } from 'node:fs/promises';
import type { Database } from '../../platform/postgres/database.ts';
import type { AreaType } from '../definitions.ts';
import type { ExportFileName } from '../parser/export-file-name.ts';
import type { ImportOutcome } from './apply-month.ts';

const REASON = 'the same file was applied before';

/**
 * Notes that a file is the one that was applied last to its month, with the same roles kept; undefined, and
 * nothing noted, where it is another. Its hash is waited for only if it has the same size.
 */
export async function recordSkipped(
  { sql }: Database,
  file: { path: string; name: ExportFileName; areaTypes: ReadonlySet<AreaType> },
  hashing: Promise<string>,
): Promise<ImportOutcome | undefined> {
  const { path, name } = file;
  const areaTypes = [...file.areaTypes].sort();
  const [applied] = await sql<{ sha256: string; bytes: bigint | null }[]>`
    select m.sha256, i.bytes from month_state m join import i on i.id = m.import_id
    where m.month = ${name.month} and m.area_types = ${areaTypes}`;
  if (!applied) return undefined;
  const { size } = await stat(path, { bigint: true });
  if (applied.bytes !== null && applied.bytes !== size) return undefined;
  const sha256 = await hashing;
  if (sha256 !== applied.sha256) return undefined;
  const noted = await sql`
    insert into import (file, sha256, bytes, blob, month, up_to, status, reason)
    select ${name.name}, m.sha256, ${size}, i.blob, m.month, ${name.upTo}, 'unchanged', ${REASON}
    from month_state m join import i on i.id = m.import_id
    where m.month = ${name.month} and m.sha256 = ${sha256} and m.area_types = ${areaTypes}`;
  return noted.count > 0 ? { status: 'unchanged', reason: REASON } : undefined;
}
