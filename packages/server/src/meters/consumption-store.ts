import type { AnySql } from '../platform/postgres/database.ts';

/** What is known of a stretch of a meter's hours. */
export interface ConsumptionRow {
  /** Start of the first of them. */
  readonly hour: Date;
  readonly watt_hours: bigint;
  readonly known_minutes: bigint;
  readonly above_limit: bigint;
}

/** Which hours of a meter are asked for. */
export interface ConsumptionQuery {
  readonly siteId: string;
  readonly meterId: string;
  /** Half-open, starts of hours. */
  readonly from: Date;
  readonly to: Date;
  /** Watt-hours; undefined where there is no limit. */
  readonly hourlyLimit: bigint | undefined;
}

/** The hours of a range of which anything is known, in order of time. */
export function readHours(sql: AnySql, query: ConsumptionQuery): Promise<ConsumptionRow[]> {
  return sql<ConsumptionRow[]>`
    select hour, watt_hours, known_minutes::bigint,
      ${aboveLimit(sql, query)} as above_limit
    from hour_total
    where ${inRange(sql, query)} and known_minutes > 0
    order by hour`;
}

/** The same by day of the meter's zone. Which day an hour is of is stored, so that no clock is asked here. */
export function readDays(sql: AnySql, query: ConsumptionQuery): Promise<ConsumptionRow[]> {
  return sql<ConsumptionRow[]>`
    select min(hour) as hour, sum(watt_hours)::bigint as watt_hours,
      sum(known_minutes) as known_minutes, sum(${aboveLimit(sql, query)})::bigint as above_limit
    from hour_total
    where ${inRange(sql, query)} and known_minutes > 0
    group by day order by day`;
}

const inRange = (sql: AnySql, { siteId, meterId, from, to }: ConsumptionQuery) => sql`
  site_id = ${siteId} and meter_id = ${meterId} and hour >= ${from} and hour < ${to}`;

const aboveLimit = (sql: AnySql, { hourlyLimit }: ConsumptionQuery) =>
  hourlyLimit === undefined ? sql`0::bigint` : sql`greatest(0, watt_hours - ${hourlyLimit}::bigint)`;
