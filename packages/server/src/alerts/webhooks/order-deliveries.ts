import type { AnySql } from '../../platform/postgres/database.ts';
import type { AlertChange, AlertRow } from '../alert-row.ts';

/**
 * Orders what the sites' webhooks are to be told of the states that episodes have come to, in the transaction of the
 * change: it is told if and only if that commits. Sites without a webhook are told nothing.
 */
export async function orderDeliveries(tx: AnySql, changes: readonly AlertChange[], now: Date): Promise<void> {
  const told = changes.flatMap(({ row, transition }) => (transition ? [{ row, transition }] : []));
  if (told.length === 0) return;
  const orders = told.map(({ row, transition }) => ({
    site_id: row.siteId,
    meter_id: row.meterId,
    alert_id: row.alertId,
    owner_id: row.ownerId,
    transition,
    body: { type: `alert.${transition}`, timestamp: now.toISOString(), data: dataOf(row) },
  }));
  await tx`
    insert into webhook_delivery (site_id, alert_id, transition, body, created_at, next_at)
    select o.site_id, o.alert_id, o.transition, jsonb_set(o.body, '{data}', o.body -> 'data' || jsonb_build_object(
        'meter_serial', m.serial, 'meter_name', m.name, 'customer_id', coalesce(c.external_subject, c.account_id::text)
      ))::text, ${now}, ${now}
    from jsonb_to_recordset(${tx.json(orders)}) as o (
      site_id uuid, meter_id uuid, alert_id uuid, owner_id uuid, transition text, body jsonb)
    join webhook w on w.site_id = o.site_id
    join meter m on m.site_id = o.site_id and m.meter_id = o.meter_id
    left join account c on c.site_id = o.site_id and c.account_id = o.owner_id
    on conflict do nothing`;
}

/** What a webhook is told of an alert; energy in watt-hours. */
function dataOf(row: AlertRow) {
  return {
    alert_id: row.alertId,
    meter_id: row.meterId,
    rule: row.rule,
    state: row.state,
    started_at: row.startedAt.toISOString(),
    fired_at: row.firedAt?.toISOString() ?? null,
    acknowledged_at: row.acknowledgedAt?.toISOString() ?? null,
    resolved_at: row.resolvedAt?.toISOString() ?? null,
    hour: row.hour.toISOString(),
    limit_watt_hours: Number(row.limitWattHours),
    watt_hours: Number(row.wattHours),
    peak_watt_hours: Number(row.peakWattHours),
  };
}
