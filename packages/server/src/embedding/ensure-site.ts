import type { Sql } from '../platform/postgres/database.ts';
import { insertSite } from './site-store.ts';

/** Sees to it that there is a site of this name, and resolves with its id; the oldest, where there are several. */
export async function ensureSite(sql: Sql, name: string): Promise<string> {
  const [known] = await sql<{ site_id: string }[]>`
    select site_id from site where name = ${name} order by created_at, site_id limit 1`;
  return known?.site_id ?? (await insertSite(sql, { name, allowedOrigins: [] })).site_id;
}
