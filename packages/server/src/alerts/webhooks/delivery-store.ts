import type { Sql } from '../../platform/postgres/database.ts';

/** A delivery that is to be tried now. */
export interface Delivery {
  readonly siteId: string;
  readonly alertId: string;
  readonly transition: string;
  readonly body: string;
  readonly createdAt: Date;
  /** With the present one. */
  readonly attempts: number;
  readonly url: string;
  readonly secretId: string;
}

/** How many are taken: in all, and of one site with those of it that are under way, so that one that is slow holds up no other. */
export interface ClaimLimits {
  readonly most: number;
  readonly ofSite: number;
  readonly underWay: ReadonlyMap<string, number>;
}

/**
 * Takes deliveries that are due, those that wait longest first. Until `leaseUntil` nobody else takes them; then whoever had them is thought to be gone.
 */
export async function claimDeliveries(
  sql: Sql,
  { most, ofSite, underWay }: ClaimLimits,
  { now, leaseUntil }: { readonly now: Date; readonly leaseUntil: Date },
): Promise<Delivery[]> {
  return sql<Delivery[]>`
    with busy as (
      select * from unnest(${[...underWay.keys()]}::uuid[], ${[...underWay.values()]}::integer[]) as b (site_id, count)
    ), due as (
      select d.site_id, d.alert_id, d.transition, w.url, w.secret_id
      from webhook w left join busy b on b.site_id = w.site_id cross join lateral (
        select * from webhook_delivery d
        where d.site_id = w.site_id and d.parked_at is null and d.next_at <= ${now}
        order by d.next_at, d.created_at limit greatest(${ofSite}::integer - coalesce(b.count, 0), 0)
        for update skip locked
      ) d
      order by d.next_at, d.created_at limit ${most}
    )
    update webhook_delivery d set attempts = d.attempts + 1, next_at = ${leaseUntil} from due
    where d.site_id = due.site_id and d.alert_id = due.alert_id and d.transition = due.transition
    returning d.site_id as "siteId", d.alert_id as "alertId", d.transition, d.body, d.created_at as "createdAt",
      d.attempts, due.url, due.secret_id as "secretId"`;
}

/** The site has taken it. */
export async function finishDelivery(sql: Sql, { siteId, alertId, transition }: Delivery): Promise<void> {
  await sql`
    delete from webhook_delivery
    where site_id = ${siteId} and alert_id = ${alertId} and transition = ${transition}`;
}

/** It failed: it is tried again at a time, or never where that is undefined. */
export async function postponeDelivery(
  sql: Sql,
  { siteId, alertId, transition }: Delivery,
  { error, nextAt, now }: { readonly error: string; readonly nextAt: Date | undefined; readonly now: Date },
): Promise<void> {
  await sql`
    update webhook_delivery
    set last_error = ${error}, next_at = coalesce(${nextAt ?? null}::timestamptz, next_at),
      parked_at = ${nextAt ? null : now}
    where site_id = ${siteId} and alert_id = ${alertId} and transition = ${transition}`;
}
