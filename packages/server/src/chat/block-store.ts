import type { AnySql, Sql } from '../platform/postgres/database.ts';
import { UUID_PATTERN } from '../platform/uuid.ts';
import { invalidRequest } from '../rpc/errors.ts';
import { unknownCustomer } from './chat-errors.ts';

/**
 * Keeps a customer from writing, or lets them write again. Returns the conversations that agents see changed by it.
 *
 * @throws `not_found` for who is no customer of the site.
 */
export async function blockCustomer(
  sql: Sql,
  siteId: string,
  { customerId, blocked, at }: { readonly customerId: string; readonly blocked: boolean; readonly at: Date },
): Promise<{ readonly changed: boolean; readonly conversationIds: readonly string[] }> {
  return sql.begin(async (tx) => {
    const { count: known } = await tx`
      select from account where site_id = ${siteId} and account_id = ${customerId} and role = 'customer' for update`;
    if (known === 0) throw unknownCustomer(customerId);
    const { count } = blocked
      ? await tx`
          insert into chat_block (site_id, customer_id, blocked_at) values (${siteId}, ${customerId}, ${at})
          on conflict do nothing`
      : await tx`delete from chat_block where site_id = ${siteId} and customer_id = ${customerId}`;
    if (count === 0) return { changed: false, conversationIds: [] };
    const rows = await tx<{ conversation_id: string }[]>`
      update conversation set last_change = last_change + 1, changed_at = ${at},
        changed_xid = pg_current_xact_id()
      where site_id = ${siteId} and customer_id = ${customerId} returning conversation_id`;
    return { changed: true, conversationIds: rows.map((row) => row.conversation_id) };
  });
}

/** A customer who may not write. */
export interface BlockedRow {
  readonly customer_id: string;
  readonly name: string;
  /** The site's own id of the customer, or their address; null for visitors. */
  readonly reference: string | null;
  readonly blocked_at: Date;
}

/** Asks for a page. */
export interface BlockedQuery {
  readonly limit: number;
  /** From the page before; empty for the first. */
  readonly pageToken: string;
}

/** Who may not write on a site, the last one first, and the token of the next page: empty at the end. */
export async function listBlocked(
  sql: AnySql,
  siteId: string,
  { limit, pageToken }: BlockedQuery,
): Promise<{ readonly rows: readonly BlockedRow[]; readonly nextPageToken: string }> {
  const after = pageToken === '' ? undefined : readPageToken(pageToken);
  const found = await sql<(BlockedRow & { readonly blocked_at_us: bigint })[]>`
    select b.customer_id, a.display_name as name, b.blocked_at,
      case when a.external_subject like 'visitor:%' then null
        else coalesce(a.external_subject, a.email) end as reference,
      (extract(epoch from b.blocked_at) * 1000000)::bigint as blocked_at_us
    from chat_block b join account a on a.site_id = b.site_id and a.account_id = b.customer_id
    where b.site_id = ${siteId} and ${
      after
        ? sql`(b.blocked_at, b.customer_id) <
            (to_timestamp(0) + ${after.blockedAtUs}::bigint * interval '1 microsecond', ${after.id}::uuid)`
        : sql`true`
    }
    order by b.blocked_at desc, b.customer_id desc
    limit ${limit + 1}`;
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  const nextPageToken = last
    ? Buffer.from(`${last.blocked_at_us} ${last.customer_id}`).toString('base64url')
    : '';
  return { rows, nextPageToken };
}

const TOKEN = new RegExp(`^(\\d{1,18}) (${UUID_PATTERN})$`);

function readPageToken(token: string): { readonly blockedAtUs: bigint; readonly id: string } {
  const [, blockedAtUs, id] = TOKEN.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (blockedAtUs !== undefined && id !== undefined) return { blockedAtUs: BigInt(blockedAtUs), id };
  throw invalidRequest([
    { field: 'page_token', reason: 'UNKNOWN_PAGE', description: 'is not one that an answer gave' },
  ]);
}
