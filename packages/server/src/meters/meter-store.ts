import type { AnySql, Transaction } from '../platform/postgres/database.ts';
import type { NamePlace } from '../rpc/page-token.ts';
import { LOCK_METERS_ALONE } from './meter-lock.ts';
import { type MeterRow, meterColumns } from './meter-row.ts';
import type { MeterView } from './meter-view.ts';

/** A meter that does not exist yet. */
export interface NewMeter {
  readonly siteId: string;
  /** By which its readings name it; made here where it is undefined. */
  readonly meterId: string | undefined;
  readonly name: string;
  readonly serial: string;
  readonly address: string;
  readonly timeZone: string;
  readonly kind: MeterRow['kind'];
  readonly intervalMinutes: number;
  /** Watt-hours at which a register starts over; 0 where it never does. */
  readonly registerModulus: bigint;
  readonly hourlyLimit: bigint | undefined;
  readonly warningPercent: number;
  readonly ownerId: string | undefined;
}

/** New values; undefined leaves what is. */
export interface MeterChanges {
  readonly name?: string | undefined;
  readonly serial?: string | undefined;
  readonly address?: string | undefined;
  readonly timeZone?: string | undefined;
  /** Null for no limit. */
  readonly hourlyLimit?: bigint | null | undefined;
  readonly warningPercent?: number | undefined;
}

/** @throws the database's unique violation for a serial that the site has already. */
export async function insertMeter(sql: AnySql, meter: NewMeter): Promise<MeterRow> {
  const [row] = await sql<MeterRow[]>`
    insert into meter (site_id, meter_id, name, serial, address, time_zone, kind, interval_minutes, register_modulus,
      hourly_limit, warning_percent, owner_id)
    values (${meter.siteId}, coalesce(${meter.meterId ?? null}::uuid, gen_random_uuid()), ${meter.name}, ${meter.serial}, ${meter.address}, ${meter.timeZone}, ${meter.kind},
      ${meter.intervalMinutes}, ${meter.registerModulus}, ${meter.hourlyLimit ?? null}, ${meter.warningPercent},
      ${meter.ownerId ?? null})
    returning ${meterColumns(sql)}`;
  if (!row) throw new Error('the new meter was not returned');
  return row;
}

/**
 * Those of some ids that meters have, of whatever site: readings name a meter by its id alone. Until the transaction ends
 * nobody else takes any. To be called before a row of a meter is locked.
 */
export async function takenMeterIds(tx: Transaction, meterIds: readonly string[]): Promise<Set<string>> {
  if (meterIds.length === 0) return new Set();
  await tx.unsafe(LOCK_METERS_ALONE);
  const rows = await tx<{ meter_id: string }[]>`
    select meter_id from meter where meter_id = any(${meterIds}::uuid[])`;
  return new Set(rows.map((row) => row.meter_id));
}

/** A meter, if it is among those that are seen. */
export async function findMeter(
  sql: AnySql,
  { siteId, ownerId }: MeterView,
  meterId: string,
): Promise<MeterRow | undefined> {
  const [row] = await sql<MeterRow[]>`
    select ${meterColumns(sql)} from meter
    where meter_id = ${meterId}
      and ${siteId === undefined ? sql`true` : sql`site_id = ${siteId}`}
      and ${ownerId === undefined ? sql`true` : sql`owner_id = ${ownerId}`}`;
  return row;
}

/** Which meters of a site are asked for. */
export interface MeterQuery {
  readonly siteId: string;
  readonly ownerId: string | undefined;
  /** Part of a name, serial, address or owner's name; empty finds all. */
  readonly search: string;
  readonly limit: number;
  readonly after: NamePlace | undefined;
}

/** Meters of a site by name and id. */
export async function listMeters(
  sql: AnySql,
  { siteId, ownerId, search, limit, after }: MeterQuery,
): Promise<MeterRow[]> {
  const part = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql<MeterRow[]>`
    select ${meterColumns(sql)} from meter
    where site_id = ${siteId}
      and ${ownerId === undefined ? sql`true` : sql`owner_id = ${ownerId}`}
      and ${
        search === ''
          ? sql`true`
          : sql`(name ilike ${part} or serial ilike ${part} or address ilike ${part} or owner_id in (
              select account_id from account where account.site_id = ${siteId} and display_name ilike ${part}))`
      }
      and ${after === undefined ? sql`true` : sql`(name, meter_id) > (${after.name}, ${after.id}::uuid)`}
    order by name, meter_id
    limit ${limit}`;
}

/** Changes a meter; undefined if the site has no such one. */
export async function updateMeter(
  sql: AnySql,
  { siteId, meterId }: { siteId: string; meterId: string },
  changes: MeterChanges,
): Promise<MeterRow | undefined> {
  const { name, serial, address, timeZone, hourlyLimit, warningPercent } = changes;
  const [row] = await sql<MeterRow[]>`
    update meter set
      name = coalesce(${name ?? null}, name),
      serial = coalesce(${serial ?? null}, serial),
      address = coalesce(${address ?? null}, address),
      time_zone = coalesce(${timeZone ?? null}, time_zone),
      hourly_limit = ${hourlyLimit === undefined ? sql`hourly_limit` : sql`${hourlyLimit}::bigint`},
      warning_percent = coalesce(${warningPercent ?? null}, warning_percent)
    where site_id = ${siteId} and meter_id = ${meterId}
    returning ${meterColumns(sql)}`;
  return row;
}

/** Gives a meter to somebody of its site, or takes it back. */
export async function assignMeter(
  sql: AnySql,
  { siteId, meterId, ownerId }: { siteId: string; meterId: string; ownerId: string | undefined },
): Promise<MeterRow | undefined> {
  const [row] = await sql<MeterRow[]>`
    update meter set owner_id = ${ownerId ?? null} where site_id = ${siteId} and meter_id = ${meterId}
    returning ${meterColumns(sql)}`;
  return row;
}

/** Deletes a meter; what hangs on it goes with it. */
export async function deleteMeter(
  sql: AnySql,
  { siteId, meterId }: { siteId: string; meterId: string },
): Promise<void> {
  await sql`delete from meter where site_id = ${siteId} and meter_id = ${meterId}`;
}

/** Whether somebody has an account on the site. */
export async function isOfSite(sql: AnySql, siteId: string, accountId: string): Promise<boolean> {
  const rows = await sql`select from account where site_id = ${siteId} and account_id = ${accountId}`;
  return rows.length > 0;
}
