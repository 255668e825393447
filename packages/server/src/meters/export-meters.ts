import type { AccountKey } from '../accounts/account-key.ts';
import type { AnySql } from '../platform/postgres/database.ts';

/** Most hours, and most readings, of one export: five years of one meter's, and what an answer can carry. */
const MOST_ROWS = 50_000;

interface HourOfMeter {
  readonly hour: string;
  readonly watt_hours: number;
  readonly known_minutes: number;
}

interface ReadingOfMeter {
  readonly at: string;
  readonly watt_hours: number;
}

/** A meter as its owner gets it, with what else `meter` says of it. Times of its hours and readings are ISO 8601, UTC. */
export interface ExportedMeter extends Readonly<Record<string, unknown>> {
  readonly meter_id: string;
  /** Of which there are older ones. */
  readonly left_out: readonly ('hours' | 'readings')[];
  /** The newest first, as are the readings. */
  readonly hours: readonly HourOfMeter[];
  readonly readings: readonly ReadingOfMeter[];
}

/**
 * The meters that are an account's now, for its owner, with what was consumed since they are: hours, and readings as they are
 * now. Of more than the most, which the meters share evenly, the newest.
 */
export async function exportMeters(
  sql: AnySql,
  { siteId, accountId }: AccountKey,
  mostRows = MOST_ROWS,
): Promise<ExportedMeter[]> {
  const meters = await sql<{ meter_id: string }[]>`
    select meter_id, name, serial, address, time_zone, kind, interval_minutes,
      register_modulus::float8 as register_modulus_watt_hours, hourly_limit::float8 as hourly_limit_watt_hours,
      warning_percent, owned_since, created_at
    from meter where site_id = ${siteId} and owner_id = ${accountId} order by created_at, meter_id`;
  if (meters.length === 0) return [];
  const most = Math.max(1, Math.floor(mostRows / meters.length));
  // One more than the most shows that there are older ones. Of an interval its owner has all or nothing.
  const consumed = await sql<Pick<ExportedMeter, 'meter_id' | 'hours' | 'readings'>[]>`
    select m.meter_id, coalesce(h.rows, '[]') as hours, coalesce(r.rows, '[]') as readings
    from meter m
    cross join lateral (
      select json_agg(json_build_object('hour', hour, 'watt_hours', watt_hours, 'known_minutes', known_minutes)
        order by hour desc) as rows
      from (select hour, watt_hours, known_minutes from hour_total
        where site_id = m.site_id and meter_id = m.meter_id and known_minutes > 0
          and hour >= coalesce(m.owned_since, '-infinity')
        order by hour desc limit ${most + 1}) newest) h
    cross join lateral (
      select json_agg(json_build_object('at', at, 'watt_hours', watt_hours) order by at desc) as rows
      from (select at, watt_hours from reading
        where site_id = m.site_id and meter_id = m.meter_id
          and at >= coalesce(m.owned_since, '-infinity')
            + case m.kind when 'interval' then m.interval_minutes * interval '1 minute' else interval '0' end
        order by at desc limit ${most + 1}) newest) r
    where m.site_id = ${siteId} and m.owner_id = ${accountId}`;
  const byMeter = new Map(consumed.map((row) => [row.meter_id, row]));
  return meters.map((meter) => {
    const { hours = [], readings = [] } = byMeter.get(meter.meter_id) ?? {};
    const left_out = [
      ...(hours.length > most ? (['hours'] as const) : []),
      ...(readings.length > most ? (['readings'] as const) : []),
    ];
    return { ...meter, left_out, hours: hours.slice(0, most), readings: readings.slice(0, most) };
  });
}
