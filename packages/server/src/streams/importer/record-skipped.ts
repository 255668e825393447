import type { Database } from '../../platform/postgres/database.ts';
import type { AreaType } from '../definitions.ts';
import type { ExportFileName } from '../parser/export-file-name.ts';
import type { ImportOutcome } from './apply-month.ts';

const REASON = 'the same file was applied before';

/**
 * Notes that a file is the one that was applied last to its month, with the same roles kept; undefined, and
 * nothing noted, where it is another.
 */
export async function recordSkipped(
  { sql }: Database,
  file: { name: ExportFileName; sha256: string; areaTypes: ReadonlySet<AreaType> },
): Promise<ImportOutcome | undefined> {
  const { name, sha256 } = file;
  const areaTypes = [...file.areaTypes].sort();
  const noted = await sql`
    insert into import (file, sha256, blob, month, up_to, status, reason)
    select ${name.name}, m.sha256, i.blob, m.month, ${name.upTo}, 'unchanged', ${REASON}
    from month_state m join import i on i.id = m.import_id
    where m.month = ${name.month} and m.sha256 = ${sha256} and m.area_types = ${areaTypes}`;
  return noted.count > 0 ? { status: 'unchanged', reason: REASON } : undefined;
}
