import { randomUUID } from 'node:crypto';
import type { AnySql } from '../platform/postgres/database.ts';
import { makeSiteKey } from './site-keys.ts';

/** A site as it is stored. */
export interface SiteRow {
  readonly site_id: string;
  readonly is_platform: boolean;
  readonly name: string;
  /** Serialised by `parseOrigin`. */
  readonly allowed_origins: string[];
  readonly plan: 'active' | 'suspended';
  readonly publishable_key: string;
  readonly jwks_url: string | null;
  readonly jwt_issuer: string | null;
  readonly created_at: Date;
}

/** What can be changed of a site; undefined stays. */
export type SiteChanges = {
  readonly [name in 'name' | 'allowed_origins' | 'plan' | 'jwks_url' | 'jwt_issuer']:
    | SiteRow[name]
    | undefined;
};

/** Makes a site, without a secret. */
export async function insertSite(
  sql: AnySql,
  site: { readonly name: string; readonly allowedOrigins: readonly string[] },
): Promise<SiteRow> {
  const siteId = randomUUID();
  const [row] = await sql<[SiteRow]>`
    insert into site (site_id, name, allowed_origins, publishable_key)
    values (${siteId}, ${site.name}, ${[...site.allowedOrigins]}, ${makeSiteKey('pk', siteId)}) returning *`;
  return row;
}

/** A site; undefined if there is none of this id. */
export async function findSite(sql: AnySql, siteId: string): Promise<SiteRow | undefined> {
  const [row] = await sql<SiteRow[]>`select * from site where site_id = ${siteId}`;
  return row;
}

/** A site whose row nobody else changes until the transaction ends. */
export async function lockSite(sql: AnySql, siteId: string): Promise<SiteRow | undefined> {
  const [row] = await sql<SiteRow[]>`select * from site where site_id = ${siteId} for update`;
  return row;
}

/** Changes a site that exists. */
export async function updateSite(sql: AnySql, siteId: string, changes: SiteChanges): Promise<SiteRow> {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const [row] = await sql<[SiteRow]>`
    update site set ${sql({ site_id: siteId, ...given })} where site_id = ${siteId} returning *`;
  return row;
}

/** Sites by name after a place in that order, one's own only where `siteId` is given. */
export async function listSites(
  sql: AnySql,
  page: { siteId: string | undefined; after: { name: string; siteId: string } | undefined; limit: number },
): Promise<(SiteRow & { readonly sort_name: string })[]> {
  const { siteId, after, limit } = page;
  return sql<(SiteRow & { sort_name: string })[]>`
    select *, lower(name) as sort_name from site
    where ${siteId === undefined ? sql`true` : sql`site_id = ${siteId}`}
      and ${after === undefined ? sql`true` : sql`(lower(name), site_id) > (${after.name}, ${after.siteId}::uuid)`}
    order by lower(name), site_id limit ${limit}`;
}

/** Whether pages of this origin may call for any site that is served. */
export async function isListedOrigin(sql: AnySql, origin: string): Promise<boolean> {
  const [row] = await sql<[{ listed: boolean }]>`
    select exists (select from site where allowed_origins @> ${[origin]} and plan = 'active') as listed`;
  return row.listed;
}

/**
 * Stores the hash of a new secret. The newest of the old ones ends at `oldUntil`, those before it end now.
 * Serialise by {@link lockSite}.
 */
export async function replaceSecret(
  sql: AnySql,
  siteId: string,
  { hash, oldUntil }: { readonly hash: Buffer; readonly oldUntil: Date },
): Promise<void> {
  await sql`delete from site_secret where site_id = ${siteId} and expires_at is not null`;
  await sql`update site_secret set expires_at = ${oldUntil} where site_id = ${siteId}`;
  await sql`insert into site_secret (site_id, hash) values (${siteId}, ${hash})`;
}

/** A site with the hashes of the secrets that work now. */
export async function findSiteWithSecrets(
  sql: AnySql,
  siteId: string,
  now: Date,
): Promise<(SiteRow & { readonly hashes: readonly Buffer[] }) | undefined> {
  const [row] = await sql<(SiteRow & { hashes: Buffer[] })[]>`
    select site.*, array(
      select hash from site_secret s
      where s.site_id = site.site_id and (s.expires_at is null or s.expires_at > ${now})
    ) as hashes
    from site where site_id = ${siteId}`;
  return row;
}

/** Notes what somebody did to a site. `actorId` is null for what the server's operator did by command. */
export async function recordSiteChange(
  sql: AnySql,
  entry: {
    siteId: string;
    actorId: string | null;
    action: string;
    detail: Record<string, string | string[]>;
  },
): Promise<void> {
  await sql`
    insert into audit_entry (site_id, actor_id, action, target_id, detail)
    values (${entry.siteId}, ${entry.actorId}, ${entry.action}, ${entry.siteId}, ${sql.json(entry.detail)})`;
}
