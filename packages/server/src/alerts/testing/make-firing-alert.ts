import type { Sql } from '../../platform/postgres/database.ts';

/** For tests: gives a customer a meter over its limit, with an alert that fires, and returns the alert's id. */
export async function makeFiringAlert(
  sql: Sql,
  { siteId, accountId }: { readonly siteId: string; readonly accountId: string },
): Promise<string> {
  const [row] = await sql<[{ alert_id: string }]>`
    with m as (
      insert into meter (site_id, name, serial, time_zone, kind, interval_minutes, hourly_limit, owner_id)
      values (${siteId}, 'Kitchen', gen_random_uuid()::text, 'Europe/Athens', 'interval', 15, 2000, ${accountId})
      returning site_id, meter_id, owner_id
    ), f as (
      insert into alert_feed as f (site_id, head) values (${siteId}, 1)
      on conflict (site_id) do update set head = f.head + 1 returning head
    )
    insert into alert (site_id, meter_id, rule, state, sequence, owner_id, started_at, fired_at, first_hour, hour,
      limit_watt_hours, watt_hours, peak_watt_hours, check_at)
    select site_id, meter_id, 'hourly-limit', 'firing', head, owner_id, now(), now(), date_trunc('hour', now()),
      date_trunc('hour', now()), 2000, 2500, 2500, now() + interval '1 hour'
    from m, f returning alert_id`;
  return row.alert_id;
}
