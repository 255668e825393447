import type { Sql, Transaction } from '../platform/postgres/database.ts';

/** Partitions are made and dropped by one process at a time: "metr" in ASCII, the second of the locks of meters. */
const PARTITION_LOCK = '1835365490, 1';

/** How long dropping a partition may hold up the intake. */
const DROP_WAIT = '2s';

/** The monthly partitions of `reading`. A month is known by its first instant, epoch milliseconds UTC. */
export class ReadingPartitions {
  readonly #sql: Sql;
  readonly #known = new Set<number>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Makes the partitions for readings of these times where they are missing. Several processes may do so at once. */
  async ensure(times: Iterable<number>): Promise<void> {
    const missing = this.missing(times);
    if (missing.length === 0) return;
    await this.#sql.begin(async (tx) => {
      await tx.unsafe(`select pg_advisory_xact_lock(${PARTITION_LOCK})`);
      for (const month of missing.sort((a, b) => a - b)) await create(tx, month);
    });
    for (const month of missing) this.#known.add(month);
  }

  /** Of the months of these times those whose partitions are not known to be there. */
  missing(times: Iterable<number>): number[] {
    return [...new Set(Array.from(times, monthOf))].filter((month) => !this.#known.has(month));
  }

  /** Drops the partitions that hold nothing from this time on, and resolves to their names. */
  async dropBefore(time: number): Promise<string[]> {
    return this.#sql.begin(async (tx) => {
      await tx.unsafe(
        `select pg_advisory_xact_lock(${PARTITION_LOCK}); set local lock_timeout = '${DROP_WAIT}'`,
      );
      const tables = await tx<{ name: string }[]>`
        select relname as name from pg_inherits join pg_class on pg_class.oid = inhrelid
        where inhparent = 'reading'::regclass and relname < ${tableOf(monthOf(time))}
        order by relname`;
      for (const { name } of tables) await tx.unsafe(`drop table ${name}`);
      this.#known.clear();
      return tables.map(({ name }) => name);
    });
  }

  /** Looks anew which there are. */
  forget(): void {
    this.#known.clear();
  }
}

/** Attaching does not wait for those who are storing readings, which making a partition in place does. */
async function create(tx: Transaction, month: number): Promise<void> {
  const table = tableOf(month);
  const [found] = await tx<{ found: boolean }[]>`select to_regclass(${table}) is not null as found`;
  if (found?.found) return;
  const from = new Date(month);
  const to = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1));
  await tx.unsafe(`create table ${table} (like reading including all)`);
  await tx.unsafe(
    `alter table reading attach partition ${table} for values from ('${from.toISOString()}') to ('${to.toISOString()}')`,
  );
}

/** The first instant of the month that holds a time. */
export function monthOf(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

/** Years have four digits, so that names are in the order of time. */
const tableOf = (month: number): string =>
  `reading_${new Date(month).toISOString().slice(0, 7).replace('-', '_')}`;
