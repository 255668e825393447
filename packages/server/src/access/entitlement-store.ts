import type { Sql } from '../platform/postgres/database.ts';
import type { Person } from './principal.ts';

/** What somebody's right to read the series rests on. */
export interface Entitlement {
  /** The site of direct subscribers. */
  readonly isPlatform: boolean;
  readonly plan: 'active' | 'suspended';
  /** When the person's subscription ends or ended; null where there is none. */
  readonly subscriptionEndsAt: Date | null;
}

/** The rights of a person; undefined if their site is gone. */
export async function readEntitlement(
  sql: Sql,
  { siteId, accountId }: Pick<Person, 'siteId' | 'accountId'>,
): Promise<Entitlement | undefined> {
  const [row] = await sql<Entitlement[]>`
    select is_platform as "isPlatform", plan,
      (select ends_at from subscription_entry e
       where e.site_id = s.site_id and e.account_id = ${accountId}
       order by sequence desc limit 1) as "subscriptionEndsAt"
    from site s where site_id = ${siteId}`;
  return row;
}
