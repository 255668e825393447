import type { Sql } from '../../platform/postgres/database.ts';

/** For tests: gives a customer a register meter, and returns its id. */
export async function makeMeterOf(
  sql: Sql,
  { siteId, accountId }: { readonly siteId: string; readonly accountId: string },
): Promise<string> {
  const [row] = await sql<[{ meter_id: string }]>`
    insert into meter (site_id, name, serial, time_zone, kind, interval_minutes, owner_id)
    values (${siteId}, 'Cellar', gen_random_uuid()::text, 'Europe/Athens', 'register', 15, ${accountId})
    returning meter_id`;
  return row.meter_id;
}
