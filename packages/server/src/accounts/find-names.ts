import type { AnySql } from '../platform/postgres/database.ts';

/** What accounts are called, by their id, on whatever site. Those that are gone are left out. */
export async function findNames(
  sql: AnySql,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (accountIds.length === 0) return new Map();
  const rows = await sql<{ account_id: string; display_name: string }[]>`
    select account_id, display_name from account where account_id = any(${[...new Set(accountIds)]}::uuid[])`;
  return new Map(rows.map((row) => [row.account_id, row.display_name]));
}
