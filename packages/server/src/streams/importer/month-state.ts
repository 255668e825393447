import type { Client } from 'pg';

/** The newest file that was applied to a month. */
export interface MonthState {
  readonly upTo: Date;
  readonly sha256: string;
  /** Roles that were kept when it was parsed. */
  readonly areaTypes: readonly string[];
}

/**
 * Makes every other import of the month wait until the lock is given back, or the connection ends. Not in a
 * transaction.
 */
export async function lockMonth(client: Client, month: string): Promise<() => Promise<void>> {
  const key = `hashtextextended(current_schema() || ' ' || $1, 0)`;
  await client.query(`select pg_advisory_lock(${key})`, [month]);
  return async () => {
    await client.query(`select pg_advisory_unlock(${key})`, [month]);
  };
}

export async function readMonthState(client: Client, month: string): Promise<MonthState | undefined> {
  const { rows } = await client.query<{ up_to: Date; sha256: string; area_types: string[] }>(
    'select up_to, sha256, area_types from month_state where month = $1',
    [month],
  );
  const [row] = rows;
  return row && { upTo: row.up_to, sha256: row.sha256, areaTypes: row.area_types };
}

export async function writeMonthState(
  client: Client,
  month: string,
  importId: bigint,
  state: MonthState,
): Promise<void> {
  await client.query(
    `insert into month_state (month, up_to, sha256, area_types, import_id) values ($1, $2, $3, $4, $5)
     on conflict (month) do update set up_to = excluded.up_to, sha256 = excluded.sha256,
       area_types = excluded.area_types, import_id = excluded.import_id`,
    [month, state.upTo, state.sha256, state.areaTypes, importId],
  );
}
