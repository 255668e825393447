import { meterClock } from '../meters/meter-clock.ts';
import type { AnySql } from '../platform/postgres/database.ts';
import type { AlertView } from './alert-view.ts';

/** The current hour of a meter that has a limit. */
export interface Headroom {
  readonly meterId: string;
  readonly meterName: string;
  /** Start of the hour, epoch milliseconds. */
  readonly hour: number;
  readonly wattHours: bigint;
  readonly limitWattHours: bigint;
  /** The newest reading of the hour; undefined where there is none. */
  readonly asOf: Date | undefined;
}

/** Most meters of one answer. */
const MOST_METERS = 200;

/** How the current hour of each meter stands that the view has now and that has a limit: at most 200, by name. */
export async function readHeadroom(
  sql: AnySql,
  { siteId, ownerId, meterId }: AlertView & { readonly meterId: string | undefined },
  now: Date,
): Promise<Headroom[]> {
  const meters = await sql<
    {
      meterId: string;
      meterName: string;
      timeZone: string;
      limitWattHours: bigint;
      ownedSince: Date | null;
    }[]
  >`
    select meter_id as "meterId", name as "meterName", time_zone as "timeZone", hourly_limit as "limitWattHours",
      owned_since as "ownedSince"
    from meter
    where site_id = ${siteId} and hourly_limit is not null
      and ${ownerId === undefined ? sql`true` : sql`owner_id = ${ownerId}`}
      and ${meterId === undefined ? sql`true` : sql`meter_id = ${meterId}`}
    order by name, meter_id limit ${MOST_METERS}`;
  const current = meters.flatMap(({ timeZone, ownedSince, ...meter }) => {
    const hour = meterClock(timeZone)?.hourOf(now.getTime());
    if (hour === undefined) return [];
    // Of an hour that began as somebody else's nothing is told.
    const isForeign = ownerId !== undefined && ownedSince !== null && hour < ownedSince.getTime();
    return isForeign ? [] : [{ ...meter, hour }];
  });
  const totals = await sql<{ meterId: string; wattHours: bigint; asOf: Date | null }[]>`
    select h.meter_id as "meterId", h.watt_hours as "wattHours", h.last_reading_at as "asOf"
    from unnest(${current.map((meter) => meter.meterId)}::uuid[],
      ${current.map(({ hour }) => new Date(hour).toISOString())}::timestamptz[]) as c (meter_id, hour)
    join hour_total h on h.site_id = ${siteId} and h.meter_id = c.meter_id and h.hour = c.hour`;
  const byMeter = new Map(totals.map((total) => [total.meterId, total]));
  return current.map((meter) => {
    const total = byMeter.get(meter.meterId);
    return { ...meter, wattHours: total?.wattHours ?? 0n, asOf: total?.asOf ?? undefined };
  });
}
