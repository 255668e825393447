import type { FeedCursors, FeedNeed } from '../live/feed.ts';
import type { AnySql } from '../platform/postgres/database.ts';

/**
 * A place among the changes of all conversations: the snapshot of the read it is from, `time:xmin:xmax:xip,…`. What the
 * snapshot did not see is new to whoever stands there, in whatever order transactions commit, and no counter of a site
 * has to be locked with every message. The time, in milliseconds since 1970, says how old it is.
 */
export type SnapshotCursor = string;

/** Which transactions a read saw (https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-PG-SNAPSHOT). */
export interface Snapshot {
  readonly at: number;
  /** Everything before it was seen, if it was committed at all. */
  readonly xmin: bigint;
  /** Nothing from here on was seen. */
  readonly xmax: bigint;
  /** Under way between the two: not seen. */
  readonly running: readonly bigint[];
}

/** Deletions are told for so long: who stands further back reads afresh. */
const MAX_AGE_MS = 7 * 86_400_000;
/** How much newer than the place of its watchers a read may be that was made a moment ago. */
const MOMENT_MS = 60_000;

const FORM = /^(\d{1,15}):(\d{1,18}):(\d{1,18}):((?:\d{1,18}(?:,\d{1,18})*)?)$/;

/** Reads a cursor; undefined for what is none, so that PostgreSQL never sees it. */
export function readSnapshot(cursor: SnapshotCursor): Snapshot | undefined {
  const [, at, from, to, list] = FORM.exec(cursor) ?? [];
  if (at === undefined || from === undefined || to === undefined || list === undefined) return undefined;
  const xmin = BigInt(from);
  const xmax = BigInt(to);
  const running = list === '' ? [] : list.split(',').map(BigInt);
  const inOrder = running.every(
    (xid, index) => xid >= xmin && xid < xmax && (running[index - 1] ?? 0n) < xid,
  );
  return xmin > 0n && xmin <= xmax && inOrder ? { at: Number(at), xmin, xmax, running } : undefined;
}

/** Whether a snapshot saw what a transaction did. */
export function saw({ xmin, xmax, running }: Snapshot, xid: bigint): boolean {
  return xid < xmin || (xid < xmax && !running.includes(xid));
}

/** The place of a transaction's own reads. Within one that is `repeatable read`. */
export async function currentCursor(sql: AnySql): Promise<SnapshotCursor> {
  const [row] = await sql<[{ cursor: string }]>`
    select floor(extract(epoch from clock_timestamp()) * 1000)::bigint || ':' || pg_current_snapshot() as cursor`;
  return row.cursor;
}

/** The order of these cursors. */
export const snapshotCursors: FeedCursors<SnapshotCursor> = {
  need: (after, head) => (after === head ? 'nothing' : needOf(readSnapshot(after), readSnapshot(head))),
  older(one, other) {
    const [first, second] = [readSnapshot(one), readSnapshot(other)];
    return first && second && second.xmin < first.xmin ? other : one;
  },
};

function needOf(after: Snapshot | undefined, head: Snapshot | undefined): FeedNeed {
  if (!after || !head) return { reset: 'the cursor cannot be read' };
  if (after.at < head.at - MAX_AGE_MS) return { reset: 'the changes since the cursor are no longer kept' };
  if (after.xmax <= head.xmax) return 'changes';
  // A read made since the hub looked last. Else it is from before the database was restored from a copy.
  const isNewer = after.at >= head.at && after.at <= head.at + MOMENT_MS;
  return isNewer ? 'nothing' : { reset: 'the cursor is newer than what is stored' };
}

/**
 * Restricts rows to those that were changed since a cursor, by the column with the transaction of their newest change.
 * A transaction that is not there yet is from before the database was restored: it says nothing.
 */
export function changedSince(sql: AnySql, column: string, cursor: SnapshotCursor) {
  const snapshot = cursor.slice(cursor.indexOf(':') + 1);
  return sql`${sql(column)} >= pg_snapshot_xmin(${snapshot}::pg_snapshot)
    and ${sql(column)} < pg_snapshot_xmax(pg_current_snapshot())
    and not pg_visible_in_snapshot(${sql(column)}, ${snapshot}::pg_snapshot)`;
}
