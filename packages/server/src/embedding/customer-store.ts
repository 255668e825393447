import type { Role } from '../access/principal.ts';
import type { AnySql } from '../platform/postgres/database.ts';
import type { SiteRow } from './site-store.ts';

/** What is known of a customer who comes with a token of their site. */
export interface CustomerRow {
  readonly account_id: string;
  readonly display_name: string;
  readonly role: Role;
}

/** A site and the customer that the site calls by this id, if they came before; undefined if there is no such site. */
export async function findSiteAndCustomer(
  sql: AnySql,
  siteId: string,
  subject: string,
): Promise<{ readonly site: SiteRow; readonly customer: CustomerRow | undefined } | undefined> {
  const [row] = await sql<(SiteRow & { customer: CustomerRow | null })[]>`
    select site.*,
      case when a.account_id is not null then
        json_build_object('account_id', a.account_id, 'display_name', a.display_name, 'role', a.role)
      end as customer
    from site left join account a on a.site_id = site.site_id and a.external_subject = ${subject}
    where site.site_id = ${siteId}`;
  if (row === undefined) return undefined;
  const { customer, ...site } = row;
  return { site, customer: customer ?? undefined };
}

/**
 * Makes the site's customer of this id, or brings their name up to date. However many do it at once, there is one.
 */
export async function provisionCustomer(
  sql: AnySql,
  siteId: string,
  { subject, displayName }: { readonly subject: string; readonly displayName: string },
): Promise<CustomerRow> {
  const [row] = await sql<[CustomerRow]>`
    insert into account (site_id, external_subject, display_name, role)
    values (${siteId}, ${subject}, ${displayName}, 'customer')
    on conflict (site_id, external_subject) do update
      set display_name = excluded.display_name, updated_at = transaction_timestamp()
    returning account_id, display_name, role`;
  return row;
}

/**
 * Makes the first administrator of a new site. Whoever operates the platform vouches for the address, so that its owner may
 * sign in with a provider that knows it.
 *
 * @throws with code `23505` if the address is taken.
 */
export async function insertAdministrator(sql: AnySql, siteId: string, email: string): Promise<string> {
  const [row] = await sql<[{ account_id: string }]>`
    insert into account (site_id, email, email_verified, display_name, role)
    values (${siteId}, ${email}, true, ${email}, 'administrator') returning account_id`;
  return row.account_id;
}
