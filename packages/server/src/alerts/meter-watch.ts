import type { AnySql } from '../platform/postgres/database.ts';
import { type MeterName, namesTable } from './alert-store.ts';

/** Notes when to look whether meters are silent, epoch milliseconds or infinity. */
export async function writeLooks(
  tx: AnySql,
  looks: readonly (MeterName & { readonly lookAt: number })[],
): Promise<void> {
  if (looks.length === 0) return;
  const at = looks.map(({ lookAt }) =>
    Number.isFinite(lookAt) ? new Date(lookAt).toISOString() : 'infinity',
  );
  await tx`
    insert into meter_watch (site_id, meter_id, check_at)
    select site_id, meter_id, check_at::timestamptz
    from unnest(${looks.map(({ siteId }) => siteId)}::uuid[], ${looks.map(({ meterId }) => meterId)}::uuid[],
      ${at}::text[]) as look (site_id, meter_id, check_at) order by site_id, meter_id
    on conflict (site_id, meter_id) do update set check_at = excluded.check_at`;
}

/** Has meters and their open episodes looked at later than they are due. */
export async function postponeMeters(tx: AnySql, meters: readonly MeterName[], until: Date): Promise<void> {
  if (meters.length === 0) return;
  await tx`
    update meter_watch w set check_at = ${until} from ${namesTable(tx, meters)}
    where w.site_id = name.site_id and w.meter_id = name.meter_id and w.check_at < ${until}`;
  await tx`
    update alert a set check_at = ${until} from ${namesTable(tx, meters)}
    where a.site_id = name.site_id and a.meter_id = name.meter_id and a.state <> 'resolved' and a.check_at < ${until}`;
}

/** Meters whose alerts may be changed by time alone: open episodes that are due, and meters that may be silent. */
export async function readDue(sql: AnySql, now: Date, limit: number): Promise<MeterName[]> {
  return sql<MeterName[]>`
    select site_id as "siteId", meter_id as "meterId" from (
      (select site_id, meter_id from alert where state <> 'resolved' and check_at <= ${now} order by check_at limit ${limit})
      union
      (select site_id, meter_id from meter_watch where check_at <= ${now} order by check_at limit ${limit})
    ) due`;
}
