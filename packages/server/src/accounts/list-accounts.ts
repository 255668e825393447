import type { Role } from '../access/principal.ts';
import type { AnySql } from '../platform/postgres/database.ts';
import { invalidRequest } from '../rpc/errors.ts';
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

/** A page of a site's accounts by name and id, and the token of the next one: empty at the end. */
export async function listAccounts(
  sql: AnySql,
  { siteId, search, role, limit, pageToken }: AccountQuery,
): Promise<{ rows: AccountRow[]; nextPageToken: string }> {
  const after = pageToken === '' ? undefined : readPageToken(pageToken);
  const literal = search.replaceAll(/[\\%_]/g, '\\$&');
  const found = await sql<AccountRow[]>`
    select ${columns(sql)} from account
    where site_id = ${siteId}
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
  return { rows, nextPageToken: last ? writePageToken(last) : '' };
}

function writePageToken({ display_name, account_id }: AccountRow): string {
  return Buffer.from(`${account_id}${display_name}`).toString('base64url');
}

const TOKEN = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})([^\0]*)$/s;

function readPageToken(token: string): { id: string; name: string } {
  const [, id, name] = TOKEN.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (id !== undefined && name !== undefined) return { id, name };
  throw invalidRequest([
    { field: 'page_token', reason: 'UNKNOWN_PAGE', description: 'is not one that an answer gave' },
  ]);
}
