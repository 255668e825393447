import { createHash } from 'node:crypto';
import type { AnySql } from '../platform/postgres/database.ts';

/** How often something may be tried. */
export interface AttemptLimit {
  /** Names the counter; part of the stored key. */
  readonly name: string;
  /** Attempts in a window, which begins with the first of them. */
  readonly attempts: number;
  readonly windowMs: number;
  /** True if it counts only what the other limits let pass. Its name must sort after theirs. */
  readonly isLast?: true;
}

/** A limit, and what it is for: an address, an account. */
export interface LimitedSubject {
  readonly limit: AttemptLimit;
  readonly subject: string;
}

/** How a limit stands after an attempt. */
export interface LimitState {
  readonly name: string;
  /** In the window that runs, this one included. */
  readonly attempts: number;
  /** Milliseconds to wait if there were too many, else 0. */
  readonly waitMs: number;
}

/** Calls between two removals of counters that have ended. */
const SWEEP_EVERY = 500;

/**
 * Counts attempts in the table `attempt`, for all nodes of a platform together. One statement counts at all limits, as it
 * is beside every password that is checked. Rows are locked in the order of their keys: no two deadlock.
 */
export class AttemptCounters {
  readonly #sql: AnySql;
  #calls = 0;

  constructor(sql: AnySql) {
    this.#sql = sql;
  }

  /**
   * Counts an attempt, before it is made, and says how each limit stands. What is refused counts no
   * further: those that were let pass and turn out right are taken back, and the rest must not outlast them.
   */
  async count(subjects: readonly LimitedSubject[], now: Date): Promise<LimitState[]> {
    const sql = this.#sql;
    this.#calls += 1;
    if (this.#calls % SWEEP_EVERY === 0) await sql`delete from attempt where ends_at <= ${now}`;
    const lastKeys = subjects.filter(({ limit }) => limit.isLast).map(keyOf);
    const increment = sql`
      on conflict (key) do update set
        count = case when attempt.ends_at <= ${now} then 1
          else least(attempt.count + 1, (select most + 1 from given where given.key = attempt.key)) end,
        ends_at = case when attempt.ends_at <= ${now} then excluded.ends_at else attempt.ends_at end
      returning key, count, ends_at`;
    const rows = await sql<{ key: string; count: number; ends_at: Date; is_over: boolean }[]>`
      with given as (
        select key, most, ${now}::timestamptz + window_ms * interval '1 ms' as ends_at,
          key = any(${lastKeys}::text[]) as is_last
        from unnest(
          ${subjects.map(keyOf)}::text[], ${subjects.map(({ limit }) => limit.attempts)}::int[],
          ${subjects.map(({ limit }) => limit.windowMs)}::int[]
        ) as given (key, most, window_ms)
      ), first as (
        insert into attempt (key, count, ends_at)
        select key, 1, ends_at from given where not is_last order by key collate "C"
        ${increment}
      ), last as (
        insert into attempt (key, count, ends_at)
        select key, 1, ends_at from given
        where is_last and not exists (select from first join given using (key) where first.count > given.most)
        order by key collate "C"
        ${increment}
      )
      select key, counted.count, counted.ends_at, counted.count > given.most as is_over
      from (select * from first union all select * from last) counted join given using (key)`;
    return rows.map((row) => ({
      name: row.key.slice(0, row.key.indexOf(':')),
      attempts: row.count,
      waitMs: row.is_over ? row.ends_at.getTime() - now.getTime() : 0,
    }));
  }

  /** Takes an attempt back that turned out to be right. */
  async uncount(subjects: readonly LimitedSubject[]): Promise<void> {
    await this.#sql`
      with counter as (
        select key from attempt where key = any(${subjects.map(keyOf)}::text[]) order by key for update
      )
      update attempt set count = greatest(attempt.count - 1, 0) from counter where attempt.key = counter.key`;
  }
}

/** Addresses of people are not left lying in a table of counters. */
const keyOf = ({ limit, subject }: LimitedSubject): string =>
  `${limit.name}:${createHash('sha256').update(subject).digest('base64url')}`;
