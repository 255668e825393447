import type { Role } from '../access/principal.ts';
import type { AnySql } from '../platform/postgres/database.ts';
import type { SiteRow } from './site-store.ts';

/** What is known of a customer who comes with a token of their site. */
export interface CustomerRow {
  readonly account_id: string;
  readonly display_name: string;
  readonly role: Role;
  /** An administrator keeps the customer out. */
  readonly is_disabled: boolean;
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
        json_build_object('account_id', a.account_id, 'display_name', a.display_name, 'role', a.role,
          'is_disabled', a.disabled_at is not null)
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
    returning account_id, display_name, role, disabled_at is not null as is_disabled`;
  return row;
}

/**
 * The accounts of a site's customers by the site's own ids of them. Those who did not come yet are made, under that id as
 * their name until they come with another.
 */
export async function ensureCustomers(
  sql: AnySql,
  siteId: string,
  subjects: readonly string[],
): Promise<Map<string, string>> {
  const sorted = [...new Set(subjects)].sort();
  await sql`
    insert into account (site_id, external_subject, display_name, role)
    select ${siteId}, subject, subject, 'customer' from unnest(${sorted}::text[]) as subject
    on conflict (site_id, external_subject) do nothing`;
  return findCustomers(sql, siteId, sorted);
}

/** The accounts of those of a site's customers who came already, by the site's own ids of them. */
export async function findCustomers(
  sql: AnySql,
  siteId: string,
  subjects: readonly string[],
): Promise<Map<string, string>> {
  const rows = await sql<{ account_id: string; external_subject: string }[]>`
    select account_id, external_subject from account
    where site_id = ${siteId} and external_subject = any(${subjects}::text[])`;
  return new Map(rows.map((row) => [row.external_subject, row.account_id]));
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
