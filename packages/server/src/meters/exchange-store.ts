import type { AnySql } from '../platform/postgres/database.ts';
import type { IntakeMeter } from './meter-directory.ts';
import type { Exchange, RegisterPoint } from './register-stretches.ts';

type MeterIds = Pick<IntakeMeter, 'siteId' | 'meterId'>;

/** The exchanges of a meter, by time. */
export async function readExchangesOf(sql: AnySql, { siteId, meterId }: MeterIds): Promise<Exchange[]> {
  const rows = await sql<{ at: Date; final: bigint; initial: bigint }[]>`
    select at, final_watt_hours as final, initial_watt_hours as initial from meter_exchange
    where site_id = ${siteId} and meter_id = ${meterId} order by at`;
  return rows.map(({ at, final, initial }) => ({
    at: at.getTime(),
    finalWattHours: Number(final),
    initialWattHours: Number(initial),
  }));
}

/** The last reading before a time and the first one from then on. */
export async function readAround(
  sql: AnySql,
  { siteId, meterId }: MeterIds,
  at: Date,
): Promise<RegisterPoint[]> {
  const rows = await sql<{ at: Date; watt_hours: bigint }[]>`
    (select at, watt_hours from reading
      where site_id = ${siteId} and meter_id = ${meterId} and at < ${at} order by at desc limit 1)
    union all
    (select at, watt_hours from reading
      where site_id = ${siteId} and meter_id = ${meterId} and at >= ${at} order by at limit 1)`;
  return rows.map((row) => ({ at: row.at.getTime(), wattHours: Number(row.watt_hours) }));
}

/** @throws the database's unique violation where an exchange of this time is noted already. */
export async function insertExchange(
  sql: AnySql,
  { siteId, meterId }: MeterIds,
  { at, finalWattHours, initialWattHours }: Exchange,
): Promise<void> {
  await sql`
    insert into meter_exchange (site_id, meter_id, at, final_watt_hours, initial_watt_hours)
    values (${siteId}, ${meterId}, ${new Date(at)}, ${BigInt(finalWattHours)}, ${BigInt(initialWattHours)})`;
}
