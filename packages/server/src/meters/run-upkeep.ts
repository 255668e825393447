import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../platform/log.ts';
import type { Sql } from '../platform/postgres/database.ts';
import { isTransient } from '../platform/postgres/transient-error.ts';
import { oldestTaken, type ReadingRules } from './reading-limits.ts';
import { ReadingPartitions } from './reading-partitions.ts';
import { trimRejected } from './rejected-list.ts';

const EVERY_MS = 3_600_000;

/** Most rejected readings that are kept: some 100 MB at the most, mostly 20. */
const MOST_REJECTED = 100_000;

/** What upkeep works with. */
export interface UpkeepOptions {
  readonly sql: Sql;
  readonly rules: ReadingRules;
  readonly log: Log;
  /** The current time. */
  readonly now: () => Date;
}

/**
 * Keeps the tables of readings in order until the signal aborts: once an hour. Several processes may do so.
 *
 * @throws what the database throws, unless somebody else was in the way: then it is for the next hour.
 */
export async function runUpkeep(options: UpkeepOptions, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await keepInOrder(options);
    await delay(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

/**
 * Makes the partitions of this month and the next two, drops those that are older than what is kept by a month or more,
 * and shortens the list of rejected readings. The month between is there so that a register's first kept reading still
 * has the one before it.
 */
export async function keepInOrder({ sql, rules, log, now }: UpkeepOptions): Promise<void> {
  const time = now();
  const inMonths = (months: number) => Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + months);
  const partitions = new ReadingPartitions(sql);
  await partitions.ensure([inMonths(0), inMonths(1), inMonths(2)]);
  if (rules.retentionMonths > 0) {
    const oldest = new Date(oldestTaken(time, rules));
    const firstKept = Date.UTC(oldest.getUTCFullYear(), oldest.getUTCMonth() - 1);
    try {
      const dropped = await partitions.dropBefore(firstKept);
      if (dropped.length > 0)
        log.info({ dropped }, 'readings were dropped, as they are older than what is kept');
      await sql`delete from reading_history where at < ${new Date(firstKept)}`;
    } catch (error) {
      if (!isTransient(error)) throw error;
      log.warn({ err: error }, 'old readings were not dropped: it is tried again in an hour');
    }
  }
  const trimmed = await trimRejected(sql, MOST_REJECTED);
  if (trimmed > 0) log.warn({ trimmed }, 'the oldest rejected readings were taken off their list');
}
