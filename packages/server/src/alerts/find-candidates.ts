import type { ChangedHour } from '../meters/changed-hours.ts';
import type { AnySql } from '../platform/postgres/database.ts';
import type { MeterName } from './alert-store.ts';
import { NEWS_MS } from './silence.ts';

/** An hour of a meter, by its start. */
export interface HourName extends MeterName {
  readonly hour: Date;
}

/** What has to be looked at because of changed hours. */
export interface Candidates {
  /** Meters whose alerts may have changed. */
  readonly meters: readonly MeterName[];
  /** Hours that may be of episodes that are over, or of one that goes on. */
  readonly amended: readonly HourName[];
}

/** An hour that began longer ago has settled, whatever its length. */
const RUNNING_MS = 2 * 3_600_000;

/**
 * Of the hours that have changed those that may matter, without a lock: most hours are far below their limit, of meters
 * without an episode.
 */
export async function findCandidates(
  sql: AnySql,
  hours: readonly ChangedHour[],
  now: Date,
): Promise<Candidates> {
  const starts = hours.map(({ hour }) => new Date(hour).toISOString());
  const running = new Date(now.getTime() - RUNNING_MS);
  const news = new Date(now.getTime() - NEWS_MS);
  const rows = await sql<(HourName & { isLive: boolean; isAmended: boolean })[]>`
    select * from (
      select c.site_id as "siteId", c.meter_id as "meterId", c.hour,
        exists (
          select from alert a where a.site_id = c.site_id and a.meter_id = c.meter_id and a.state <> 'resolved'
        ) or (c.hour > ${running} and exists (
          select from hour_total h
          where h.site_id = c.site_id and h.meter_id = c.meter_id and h.hour = c.hour
            and h.watt_hours * 100 >= m.hourly_limit * case m.warning_percent when 0 then 100 else m.warning_percent end
        )) or (c.hour > ${news} and not exists (
          select from meter_watch w
          where w.site_id = c.site_id and w.meter_id = c.meter_id and w.check_at < 'infinity'
        )) as "isLive",
        exists (
          select from alert a
          where a.site_id = c.site_id and a.meter_id = c.meter_id and a.rule = 'hourly-limit' and a.state = 'resolved'
            and a.hour >= c.hour and a.first_hour <= c.hour
        ) or exists (
          select from alert a
          where a.site_id = c.site_id and a.meter_id = c.meter_id and a.rule = 'hourly-limit' and a.state <> 'resolved'
            and a.first_hour <= c.hour
        ) as "isAmended"
      from unnest(${hours.map(({ siteId }) => siteId)}::uuid[], ${hours.map(({ meterId }) => meterId)}::uuid[],
        ${starts}::timestamptz[]) as c (site_id, meter_id, hour)
      join meter m on m.site_id = c.site_id and m.meter_id = c.meter_id
    ) judged where "isLive" or "isAmended"`;
  const live = rows.filter(({ isLive }) => isLive);
  const meters = new Map(live.map(({ siteId, meterId }) => [`${siteId} ${meterId}`, { siteId, meterId }]));
  return { meters: [...meters.values()], amended: rows.filter(({ isAmended }) => isAmended) };
}
