import type { AnySql } from '../platform/postgres/database.ts';

/** How many there are, on all sites. */
export interface AccountCounts {
  readonly people: bigint;
  /** Administrators and operators of the platform's own site. */
  readonly managers: bigint;
  /** Beside the platform's own. */
  readonly sites: bigint;
}

/** Counts people and sites, for whoever operates the platform. */
export async function countAccounts(sql: AnySql): Promise<AccountCounts> {
  const [row] = await sql<AccountCounts[]>`
    select count(*) as people,
      count(*) filter (where role in ('administrator', 'operator') and is_platform) as managers,
      (select count(*) from site where not is_platform) as sites
    from account join site using (site_id)`;
  if (row === undefined) throw new Error('the counts were not returned');
  return row;
}
