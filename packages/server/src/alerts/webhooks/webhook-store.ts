import type { AnySql } from '../../platform/postgres/database.ts';

/** Where a site is told of its alerts, and how many deliveries there are. */
export interface WebhookRow {
  readonly url: string;
  readonly secretId: string;
  readonly waiting: bigint;
  readonly parked: bigint;
}

/** The webhook of a site; undefined if it has none. */
export async function findWebhook(sql: AnySql, siteId: string): Promise<WebhookRow | undefined> {
  const [row] = await sql<WebhookRow[]>`
    select w.url, w.secret_id as "secretId", count(*) filter (where d.alert_id is not null and d.parked_at is null) as waiting,
      count(*) filter (where d.parked_at is not null) as parked
    from webhook w left join webhook_delivery d using (site_id) where w.site_id = ${siteId}
    group by w.site_id`;
  return row;
}

/** Has a site told at a URL from now on, what waits included. */
export async function putWebhook(
  sql: AnySql,
  { siteId, url, secretId }: { readonly siteId: string; readonly url: string; readonly secretId: string },
): Promise<void> {
  await sql`
    insert into webhook (site_id, url, secret_id) values (${siteId}, ${url}, ${secretId})
    on conflict (site_id) do update set url = excluded.url, secret_id = excluded.secret_id, set_at = excluded.set_at`;
}

/** Has a site told nothing any more, what waits neither. */
export async function deleteWebhook(sql: AnySql, siteId: string): Promise<void> {
  await sql`delete from webhook where site_id = ${siteId}`;
}
