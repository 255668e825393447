import type { AccountKey } from '../accounts/account-key.ts';
import type { AnySql } from '../platform/postgres/database.ts';

/** Far more than a home has in its life. */
const MOST_ALERTS = 10_000;

/** The alerts that an account sees as a customer, the newest first, for their export: of meters that were its own when they began. */
export function exportAlerts(sql: AnySql, { siteId, accountId }: AccountKey) {
  return sql`
    select alert_id, meter_id, rule, state, started_at, fired_at, acknowledged_at,
      coalesce(acknowledged_by = owner_id, false) as acknowledged_by_owner, resolved_at, first_hour, hour,
      limit_watt_hours::float8 as limit_watt_hours, watt_hours::float8 as watt_hours,
      peak_watt_hours::float8 as peak_watt_hours
    from alert where site_id = ${siteId} and owner_id = ${accountId}
    order by started_at desc, alert_id desc limit ${MOST_ALERTS}`;
}
