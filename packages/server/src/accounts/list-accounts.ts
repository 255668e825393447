import type { Role } from '../access/principal.ts';
import type { AnySql } from '../platform/postgres/database.ts';
import { pageTokenOf, placeOfPage } from '../rpc/page-token.ts';
import { type AccountRow, columns } from './account-store.ts';

export interface AccountQuery {
  readonly siteId: string;
  /** Part of a name or an address, or the start of an id; empty finds all. */
  readonly search: string;
  readonly role: Role | undefined;
  readonly limit: number;
  /** From the page before; empty for the first. */
  readonly pageToken: string;
}

/** Visitors of a page who write nothing are nobody to manage, and are forgotten by themselves. */
const isSomebody = (sql: AnySql) => sql`
  (coalesce(external_subject, '') not like 'visitor:%' or exists (
    select from conversation c where c.site_id = account.site_id and c.customer_id = account.account_id))`;

/** A page of a site's accounts, without visitors who have written nothing, by name and id, and the token of the next one: empty at the end. */
export async function listAccounts(
  sql: AnySql,
  { siteId, search, role, limit, pageToken }: AccountQuery,
): Promise<{ rows: AccountRow[]; nextPageToken: string }> {
  const after = placeOfPage(pageToken);
  const literal = search.replaceAll(/[\\%_]/g, '\\$&');
  const found = await sql<AccountRow[]>`
    select ${columns(sql)} from account
    where site_id = ${siteId} and ${isSomebody(sql)}
      and ${role === undefined ? sql`true` : sql`role = ${role}`}
      and ${
        search === ''
          ? sql`true`
          : sql`(display_name ilike ${`%${literal}%`} or email ilike ${`%${literal}%`}
              or account_id::text like ${`${literal.toLowerCase()}%`})`
      }
      and ${after === undefined ? sql`true` : sql`(display_name, account_id) > (${after.name}, ${after.id}::uuid)`}
    order by display_name, account_id
    limit ${limit + 1}`;
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, nextPageToken: last ? pageTokenOf({ name: last.display_name, id: last.account_id }) : '' };
}
