import { PLATFORM_SITE_ID } from '../../accounts/platform-site.ts';
import type { WattletNode } from '../../node.ts';
import { importMeters } from '../import-meters.ts';

/** A meter that readings are to be made up for, and how far they are. */
export interface PlayedMeter {
  readonly serial: string;
  readonly meterId: string;
  /** Its newest reading. */
  readonly last: { readonly at: Date; readonly wattHours: number } | undefined;
}

/**
 * Makes meters of a site, the platform's own unless given, from the lines of `wattlet meter import`, or finds them again by their
 * serials, however they were changed meanwhile. In the order of the lines.
 *
 * @throws Error for a line that no meter can be made from.
 */
export async function ensureMeters(
  { platform }: Pick<WattletNode, 'platform'>,
  csv: string,
  siteId: string = PLATFORM_SITE_ID,
): Promise<PlayedMeter[]> {
  const { sql } = platform.database;
  const options = { siteId, csv, partial: true, actorId: undefined };
  const lines = await importMeters(sql, options);
  const rows = await sql<{ serial: string; meterId: string; at: Date | null; wattHours: bigint | null }[]>`
    select serial, meter_id as "meterId", newest.at, newest.watt_hours as "wattHours"
    from meter left join lateral (
      select at, watt_hours from reading r
      where r.site_id = meter.site_id and r.meter_id = meter.meter_id order by at desc limit 1
    ) newest on true
    where site_id = ${siteId} and serial = any(${lines.map(({ serial }) => serial)}::text[])`;
  const found = new Map(rows.map((row) => [row.serial, row]));
  return lines.map(({ serial, reason }) => {
    const row = found.get(serial);
    if (!row) throw new Error(`the meter ${serial} cannot be made: ${reason}`);
    const { meterId, at, wattHours } = row;
    return {
      serial,
      meterId,
      last: at && wattHours !== null ? { at, wattHours: Number(wattHours) } : undefined,
    };
  });
}
