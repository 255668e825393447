import type { AnySql } from '../platform/postgres/database.ts';
import type { ReadingSource, Rejection, RejectionReason } from './reading.ts';

/** A rejected reading as it is stored. */
export interface RejectedRow {
  readonly site_id: string;
  readonly id: bigint;
  readonly source: ReadingSource;
  readonly reason: RejectionReason;
  readonly message: string;
  readonly body: string;
  readonly first_at: Date;
  readonly last_at: Date;
  readonly times: number;
}

/** Which rejected readings are asked for. */
export interface RejectedQuery {
  readonly reason: RejectionReason | undefined;
  /** Only those that are older than the one of this id. */
  readonly before: bigint | undefined;
  readonly limit: number;
}

/** Rejected readings of every site, newest first. */
export function listRejected(sql: AnySql, { reason, before, limit }: RejectedQuery): Promise<RejectedRow[]> {
  return sql<RejectedRow[]>`
    select site_id, id, source, reason, message, body, first_at, last_at, times from rejected_reading
    where ${reason === undefined ? sql`true` : sql`reason = ${reason}`}
      and ${before === undefined ? sql`true` : sql`id < ${before}`}
    order by id desc limit ${limit}`;
}

/** How many there are of each reason. */
export function countRejected(sql: AnySql): Promise<{ reason: RejectionReason; count: bigint }[]> {
  return sql<{ reason: RejectionReason; count: bigint }[]>`
    select reason, count(*) from rejected_reading group by reason order by reason`;
}

export async function findRejected(sql: AnySql, id: bigint): Promise<RejectedRow | undefined> {
  const [row] = await sql<RejectedRow[]>`
    select site_id, id, source, reason, message, body, first_at, last_at, times from rejected_reading
    where id = ${id}`;
  return row;
}

/** Takes one off the list. */
export async function dropRejected(
  sql: AnySql,
  { site_id, id }: Pick<RejectedRow, 'site_id' | 'id'>,
): Promise<void> {
  await sql`delete from rejected_reading where site_id = ${site_id} and id = ${id}`;
}

/** Notes why one was rejected again. */
export async function updateRejected(
  sql: AnySql,
  { site_id, id }: Pick<RejectedRow, 'site_id' | 'id'>,
  { reason, message }: Rejection,
): Promise<void> {
  await sql`
    update rejected_reading set reason = ${reason}, message = ${message}
    where site_id = ${site_id} and id = ${id}`;
}

/** Takes the oldest off the list if there are more than so many, and resolves to how many it took. */
export async function trimRejected(sql: AnySql, most: number): Promise<number> {
  const result = await sql`
    delete from rejected_reading
    where id <= (select id from rejected_reading order by id desc offset ${most} limit 1)`;
  return result.count;
}
