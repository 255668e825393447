import type { AnySql } from '../platform/postgres/database.ts';
import type { AlertChange, AlertRow } from './alert-row.ts';

/** A meter of a site. */
export interface MeterName {
  readonly siteId: string;
  readonly meterId: string;
}

/** A meter as it is stored, with its newest reading. */
export interface MeterRow extends MeterName {
  readonly ownerId: string | null;
  /** Since when the owner has it; null where nobody had it before. */
  readonly ownedSince: Date | null;
  readonly timeZone: string;
  readonly hourlyLimit: bigint | null;
  readonly warningPercent: number;
  readonly intervalMinutes: number;
  readonly lastReadingAt: Date | null;
}

/**
 * Keeps everybody else from changing alerts of the sites until the transaction ends, and tells the numbers of their newest
 * changes. To be taken before anything is read that is to be changed.
 */
export async function lockSites(tx: AnySql, siteIds: readonly string[]): Promise<Map<string, bigint>> {
  const sites = [...new Set(siteIds)].sort();
  const lock = () => tx<{ site_id: string; head: bigint }[]>`
    select site_id, head from alert_feed where site_id in ${tx(sites)} order by site_id for update`;
  let rows = await lock();
  if (rows.length < sites.length) {
    await tx`
      insert into alert_feed (site_id) select site_id from site where site_id in ${tx(sites)} order by site_id
      on conflict do nothing`;
    rows = await lock();
  }
  return new Map(rows.map(({ site_id, head }) => [site_id, head]));
}

/**
 * Keeps the meters from being deleted until the transaction ends: those of every alert that it changes. To be taken before
 * {@link lockSites}: whoever deletes a meter has its row and its alerts first, and changes the site's numbers then.
 */
export async function keepMeters(tx: AnySql, meters: readonly MeterName[]): Promise<void> {
  if (meters.length === 0) return;
  await tx`
    select from ${namesTable(tx, meters)} join meter m on m.site_id = name.site_id and m.meter_id = name.meter_id
    order by m.site_id, m.meter_id for key share of m`;
}

/** The meters that there are of the given ones. */
export async function readMeters(sql: AnySql, meters: readonly MeterName[]): Promise<MeterRow[]> {
  return sql<MeterRow[]>`
    select m.site_id as "siteId", m.meter_id as "meterId", m.owner_id as "ownerId", m.owned_since as "ownedSince",
      m.time_zone as "timeZone",
      m.hourly_limit as "hourlyLimit", m.warning_percent as "warningPercent", m.interval_minutes as "intervalMinutes",
      (select h.last_reading_at from hour_total h
       where h.site_id = m.site_id and h.meter_id = m.meter_id and h.last_reading_at is not null
       order by h.hour desc limit 1) as "lastReadingAt"
    from ${namesTable(sql, meters)} join meter m on m.site_id = name.site_id and m.meter_id = name.meter_id`;
}

/** The episodes of the meters that go on. */
export async function readOpenAlerts(sql: AnySql, meters: readonly MeterName[]): Promise<AlertRow[]> {
  return sql<AlertRow[]>`
    select ${columns(sql)} from ${namesTable(sql, meters)}
    join alert a on a.site_id = name.site_id and a.meter_id = name.meter_id where a.state <> 'resolved'`;
}

/** What the meters consumed in each hour from a time on (epoch milliseconds), by meter id. */
export async function readTotals(
  sql: AnySql,
  meters: readonly (MeterName & { readonly from: number })[],
): Promise<Map<string, Map<number, bigint>>> {
  const from = meters.map((meter) => new Date(meter.from).toISOString());
  const rows = await sql<{ meter_id: string; hour: Date; watt_hours: bigint }[]>`
    select h.meter_id, h.hour, h.watt_hours
    from unnest(${meters.map(({ siteId }) => siteId)}::uuid[], ${meters.map(({ meterId }) => meterId)}::uuid[],
      ${from}::timestamptz[]) as name (site_id, meter_id, since)
    join hour_total h on h.site_id = name.site_id and h.meter_id = name.meter_id and h.hour >= name.since`;
  const totals = new Map(meters.map(({ meterId }) => [meterId, new Map<number, bigint>()]));
  for (const { meter_id, hour, watt_hours } of rows) totals.get(meter_id)?.set(hour.getTime(), watt_hours);
  return totals;
}

/** The most that was consumed in an hour of each of some episodes, by the id of the alert. */
export async function readPeaks(sql: AnySql, episodes: readonly AlertRow[]): Promise<Map<string, bigint>> {
  if (episodes.length === 0) return new Map();
  const [sites, ids] = [episodes.map(({ siteId }) => siteId), episodes.map(({ alertId }) => alertId)];
  const rows = await sql<{ alert_id: string; most: bigint }[]>`
    select a.alert_id, max(h.watt_hours) as most
    from unnest(${sites}::uuid[], ${ids}::uuid[]) as name (site_id, alert_id)
    join alert a on a.site_id = name.site_id and a.alert_id = name.alert_id
    join hour_total h on h.site_id = a.site_id and h.meter_id = a.meter_id and h.hour between a.first_hour and a.hour
    group by a.alert_id`;
  return new Map(rows.map(({ alert_id, most }) => [alert_id, most]));
}

/** Stores episodes that have begun or changed, with their numbers. */
export async function writeAlerts(
  tx: AnySql,
  changes: readonly (AlertChange & { readonly sequence: bigint | undefined })[],
): Promise<void> {
  const records = (isNew: boolean) =>
    changes.flatMap((change) => (change.isNew === isNew ? [toRecord(change.row, change.sequence)] : []));
  const changed = records(false);
  const begun = records(true);
  // What ends makes room for what begins.
  if (changed.length > 0) {
    await tx`
      update alert a set state = r.state, sequence = coalesce(r.sequence, a.sequence), fired_at = r.fired_at,
        acknowledged_at = r.acknowledged_at, acknowledged_by = r.acknowledged_by, resolved_at = r.resolved_at,
        first_hour = r.first_hour, hour = r.hour, limit_watt_hours = r.limit_watt_hours, watt_hours = r.watt_hours,
        peak_watt_hours = r.peak_watt_hours, check_at = r.check_at
      from jsonb_populate_recordset(null::alert, ${tx.json(changed)}) r
      where a.site_id = r.site_id and a.alert_id = r.alert_id`;
  }
  if (begun.length > 0) {
    await tx`insert into alert select * from jsonb_populate_recordset(null::alert, ${tx.json(begun)})`;
  }
}

/** Notes the numbers of the newest changes. */
export async function writeHeads(tx: AnySql, heads: ReadonlyMap<string, bigint>): Promise<void> {
  await tx`
    update alert_feed f set head = r.head
    from unnest(${[...heads.keys()]}::uuid[], ${[...heads.values()].map(String)}::bigint[]) as r (site_id, head)
    where f.site_id = r.site_id`;
}

/** Columns of alerts `a` as an {@link AlertRow}. */
export function columns(sql: AnySql) {
  return sql`a.site_id as "siteId", a.alert_id as "alertId", a.meter_id as "meterId", a.rule, a.state,
    a.owner_id as "ownerId", a.started_at as "startedAt", a.fired_at as "firedAt",
    a.acknowledged_at as "acknowledgedAt", a.acknowledged_by as "acknowledgedBy", a.resolved_at as "resolvedAt",
    a.first_hour as "firstHour", a.hour, a.limit_watt_hours as "limitWattHours", a.watt_hours as "wattHours",
    a.peak_watt_hours as "peakWattHours", a.check_at as "checkAt"`;
}

/** Names of meters as a table `name`. */
export function namesTable(sql: AnySql, meters: readonly MeterName[]) {
  const [sites, ids] = [meters.map(({ siteId }) => siteId), meters.map(({ meterId }) => meterId)];
  return sql`unnest(${sites}::uuid[], ${ids}::uuid[]) as name (site_id, meter_id)`;
}

function toRecord(row: AlertRow, sequence: bigint | undefined) {
  return {
    site_id: row.siteId,
    alert_id: row.alertId,
    meter_id: row.meterId,
    rule: row.rule,
    state: row.state,
    sequence: sequence === undefined ? null : String(sequence),
    owner_id: row.ownerId,
    started_at: row.startedAt,
    fired_at: row.firedAt,
    acknowledged_at: row.acknowledgedAt,
    acknowledged_by: row.acknowledgedBy,
    resolved_at: row.resolvedAt,
    first_hour: row.firstHour,
    hour: row.hour,
    limit_watt_hours: String(row.limitWattHours),
    watt_hours: String(row.wattHours),
    peak_watt_hours: String(row.peakWattHours),
    check_at: row.checkAt,
  };
}
