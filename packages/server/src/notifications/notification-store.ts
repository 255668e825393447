import type { AccountKey } from '../accounts/account-key.ts';
import type { AnySql } from '../platform/postgres/database.ts';

/** Until when somebody has seen what there was to know; undefined if they never looked. */
export async function seenUntil(sql: AnySql, { siteId, accountId }: AccountKey): Promise<Date | undefined> {
  const [row] = await sql<{ seen_until: Date }[]>`
    select seen_until from notification_seen where site_id = ${siteId} and account_id = ${accountId}`;
  return row?.seen_until;
}

/** Notes that somebody has seen what there was until a time. It only moves forward. */
export async function markSeen(sql: AnySql, { siteId, accountId }: AccountKey, until: Date): Promise<void> {
  await sql`
    insert into notification_seen (site_id, account_id, seen_until) values (${siteId}, ${accountId}, ${until})
    on conflict (site_id, account_id) do update
      set seen_until = greatest(notification_seen.seen_until, excluded.seen_until)`;
}
