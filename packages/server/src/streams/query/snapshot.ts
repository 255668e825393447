import type { IntervalValue } from './latest-value.ts';
import { latestFirst, SNAPSHOT_MAX_AGE_MS } from './latest-value.ts';
import { netFlow } from './net-flow.ts';
import type { AreaRow } from './pick-area.ts';
import type { Stretch } from './pick-finest.ts';
import { readDays } from './read-days.ts';
import type { SeriesRow, StreamSql } from './series-store.ts';
import { MS_PER_DAY } from './utc-days.ts';

/** The latest value of one series. */
export interface SnapshotValue extends IntervalValue {
  readonly row: SeriesRow;
}

/** Net flow over one border, positive from `first` to `second`. */
export interface SnapshotBorder extends IntervalValue {
  readonly first: AreaRow;
  readonly second: AreaRow;
}

/** A series with its values of the last days, in time order. */
export interface RecentSeries {
  readonly row: SeriesRow;
  readonly stretches: readonly Stretch[];
}

/** Reads the values that a snapshot at a time (epoch milliseconds) can rest on. */
export async function readRecent(
  sql: StreamSql,
  series: readonly SeriesRow[],
  at: number,
): Promise<RecentSeries[]> {
  const stretches = new Map<number, Stretch[]>(series.map((row) => [row.id, []]));
  const filter = {
    seriesIds: [...stretches.keys()],
    fromDay: Math.floor((at - SNAPSHOT_MAX_AGE_MS) / MS_PER_DAY),
    toDay: Math.floor(at / MS_PER_DAY) + 1,
  };
  for await (const days of readDays(sql, filter)) {
    for (const day of days) stretches.get(day.seriesId)?.push(...day.stretches);
  }
  return series.map((row) => ({ row, stretches: stretches.get(row.id) ?? [] }));
}

/** The latest value of every series at a time; none of a series whose newest is more than 24 hours older. */
export function latestValues(series: readonly RecentSeries[], at: number): SnapshotValue[] {
  return series.flatMap(({ row, stretches }) => {
    const [latest] = latestFirst(stretches, at);
    return latest ? [{ ...latest, row }] : [];
  });
}

/**
 * The net flow of every border at a time, each border once, from the area whose map code sorts first. A border
 * whose directions share no interval in the 24 hours before is left out.
 */
export function netFlows(series: readonly RecentSeries[], at: number): SnapshotBorder[] {
  const byAreas = new Map(series.map((one) => [`${one.row.area.id}>${one.row.toArea?.id}`, one]));
  return series.flatMap(({ row: { area: first, toArea: second }, stretches }) => {
    if (!second || !isBefore(first, second)) return [];
    const back = byAreas.get(`${second.id}>${first.id}`);
    const net = back && netFlow(stretches, back.stretches, at);
    return net ? [{ ...net, first, second }] : [];
  });
}

function isBefore(a: AreaRow, b: AreaRow): boolean {
  return a.mapCode < b.mapCode || (a.mapCode === b.mapCode && a.eic < b.eic);
}
