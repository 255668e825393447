import type { AnySql } from '../platform/postgres/database.ts';
import { failedPrecondition } from '../rpc/errors.ts';
import type { StreamStorage } from '../streams/open-streams.ts';
import type { Note } from './operations-store.ts';

/** How it stands with a quarantined file: `none` for every other import. */
export type ReviewState = 'none' | 'awaited' | 'applied' | 'rejected' | 'superseded';

/** What was decided about an import, by whom. */
export interface ImportReview {
  readonly review: ReviewState;
  readonly reviewed_at: Date | null;
  /** Null while nobody has decided, and for who has no account. */
  readonly reviewer_id: string | null;
  readonly review_note: string;
}

/** The columns of an {@link ImportReview} of the import `i`. */
export const reviewColumns = (sql: AnySql) => sql`
  case
    when i.status <> 'quarantined' then 'none'
    when i.reviewed_as is not null then i.reviewed_as
    -- The month has come as far by another file, or this one was looked at once more.
    when exists (select from month_state m where m.month = i.month and m.up_to >= i.up_to and m.import_id > i.id)
      or exists (select from import j where j.sha256 = i.sha256 and j.month = i.month and j.id > i.id) then 'superseded'
    else 'awaited'
  end as review, i.reviewed_at, i.reviewer_id, i.review_note`;

/** A decision about a quarantined file. */
export interface Decision {
  readonly as: 'applied' | 'rejected';
  /** Null for who has no account. */
  readonly reviewerId: string | null;
  readonly note: string;
}

/** Writes a decision down, if the import is a quarantined one. */
export async function recordReview(
  tx: AnySql,
  importId: bigint,
  { as, reviewerId, note }: Decision,
): Promise<void> {
  await tx`
    update import set reviewed_as = ${as}, reviewed_at = transaction_timestamp(), reviewer_id = ${reviewerId},
      review_note = ${note}
    where id = ${importId} and status = 'quarantined'`;
}

/**
 * Decides against a quarantined file. One that was decided against before stays as it is. False if there is no such
 * import.
 *
 * @throws `failed_precondition` for an import that is not quarantined, and for one that was applied by force.
 */
export async function rejectImport(
  { stream, database: { sql } }: StreamStorage,
  { importId, ...decision }: Omit<Decision, 'as'> & { readonly importId: bigint },
  note: Note,
): Promise<boolean> {
  return sql.begin(async (tx) => {
    const [row] = await tx<{ file: string; status: string; reviewed_as: Decision['as'] | null }[]>`
      select file, status, reviewed_as from import where id = ${importId} for no key update`;
    if (!row) return false;
    if (row.status !== 'quarantined') {
      const message = `import ${importId} of ${stream} is not quarantined: there is nothing to decide`;
      throw failedPrecondition({ reason: 'NOT_QUARANTINED', message });
    }
    if (row.reviewed_as === 'applied') {
      const message = `import ${importId} of ${stream} was applied by force: import the right file instead`;
      throw failedPrecondition({ reason: 'ALREADY_APPLIED', message });
    }
    if (row.reviewed_as === 'rejected') return true;
    await recordReview(tx, importId, { as: 'rejected', ...decision });
    await note({ file: row.file });
    return true;
  });
}

/** How many quarantined files wait for a decision, and when the newest of them came. */
export async function readAwaited({
  database: { sql },
}: StreamStorage): Promise<{ count: number; newest: Date | null }> {
  const [row] = await sql<{ count: number; newest: Date | null }[]>`
    select count(*)::integer as count, max(at) as newest
    from (
      select i.at, ${reviewColumns(sql)} from import i where i.status = 'quarantined' and i.reviewed_as is null
    ) held where review = 'awaited'`;
  return row ?? { count: 0, newest: null };
}
