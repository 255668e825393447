import type { AnySql } from '../platform/postgres/database.ts';
import { type AlertChange, type AlertRow, changeOf } from './alert-row.ts';
import { columns } from './alert-store.ts';
import type { HourName } from './find-candidates.ts';

/** Episodes that are over and hold the hours, with what is known of their consumption now. */
export async function readAmended(tx: AnySql, hours: readonly HourName[]): Promise<AlertChange[]> {
  if (hours.length === 0) return [];
  const rows = await tx<(AlertRow & { newest: bigint | null; most: bigint | null })[]>`
    select ${columns(tx)}, t.newest, t.most from (
      select distinct a.site_id, a.alert_id
      from unnest(${hours.map(({ siteId }) => siteId)}::uuid[], ${hours.map(({ meterId }) => meterId)}::uuid[],
        ${hours.map(({ hour }) => hour.toISOString())}::timestamptz[]) as c (site_id, meter_id, hour)
      join alert a on a.site_id = c.site_id and a.meter_id = c.meter_id and a.rule = 'hourly-limit'
        and a.state = 'resolved' and a.hour >= c.hour and a.first_hour <= c.hour
    ) over join alert a using (site_id, alert_id)
    cross join lateral (
      select max(h.watt_hours) as most, max(h.watt_hours) filter (where h.hour = a.hour) as newest
      from hour_total h
      where h.site_id = a.site_id and h.meter_id = a.meter_id and h.hour between a.first_hour and a.hour
    ) t`;
  return rows.flatMap(({ newest, most, ...stored }) => {
    const { wattHours, peakWattHours } = stored;
    return (
      changeOf(stored, { ...stored, wattHours: newest ?? wattHours, peakWattHours: most ?? peakWattHours }) ??
      []
    );
  });
}
