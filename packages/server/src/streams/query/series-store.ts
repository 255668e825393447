import type { ISql } from 'postgres';
import type { SqlTypes } from '../../platform/postgres/database.ts';
import type { AreaType, Measure } from '../definitions.ts';
import type { AreaRow } from './pick-area.ts';

/** A connection, pool or transaction whose `search_path` is the schema of one stream. */
export type StreamSql = ISql<SqlTypes>;

/** Where a stream's history of changes stands. */
export interface StreamCursor {
  /** Changes when the storage is reset. */
  readonly epoch: string;
  readonly revision: bigint;
}

/** A stored series and its areas. */
export interface SeriesRow {
  readonly id: number;
  /** Flows: the area that the power leaves. */
  readonly area: AreaRow;
  /** Flows: the area that the power enters. */
  readonly toArea: AreaRow | null;
  readonly productionType: string | null;
  readonly measure: Measure;
}

/** One UTC day of one series at one resolution. */
export interface ChunkRow {
  readonly seriesId: number;
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly resolutionMinutes: number;
  /** Kilowatts; null is a gap. */
  readonly kilowatts: (number | null)[];
  readonly revision: bigint;
}

/** Which series; all of what is absent. */
export interface SeriesFilter {
  readonly areaId?: number;
  readonly toAreaId?: number;
  /** Role of every area of the series. */
  readonly areaType?: AreaType;
  readonly productionTypes?: readonly string[];
}

/** Which chunks: of these series, on the days of `[fromDay, toDay)`. */
export interface ChunkFilter {
  readonly seriesIds: readonly number[];
  /** Days since 1970-01-01. */
  readonly fromDay: number;
  readonly toDay: number;
  /** As they were known at this time; absent means now. */
  readonly asOf?: Date | undefined;
  /** Every state that they have had until then, not the last one alone. */
  readonly hasHistory?: boolean | undefined;
}

/** An area and how far its values reach. */
export interface AreaSpan extends AreaRow {
  /** Start of the first and end of the last interval with a value. */
  readonly dataFrom: Date | null;
  readonly dataUntil: Date | null;
}

/** How far a stream is. */
export interface StreamState {
  readonly cursor: StreamCursor;
  /** End of the newest interval with a value; null while there is none. */
  readonly newest: Date | null;
}

/** Reads how far a stream is. In the snapshot of the data it belongs to, else a change in between is lost. */
export async function readState(sql: StreamSql): Promise<StreamState> {
  const [row] = await sql<(StreamCursor & { newest: Date | null })[]>`
    select epoch, head as revision, (select max(data_until) from series) as newest from stream_state`;
  if (!row) throw new Error('the stream has no row in stream_state');
  const { newest, ...cursor } = row;
  return { cursor, newest };
}

/** The areas, in any role, that carry the code as EIC or as map code. */
export function findAreas(sql: StreamSql, code: string): Promise<AreaRow[]> {
  return sql<AreaRow[]>`
    select id, eic, area_type as "areaType", map_code as "mapCode", name
    from area
    where eic = ${code} or map_code = ${code}
    order by area_type, eic`;
}

/** The areas of a role that have a series, by map code. */
export function listAreas(sql: StreamSql, areaType: AreaType): Promise<AreaSpan[]> {
  return sql<AreaSpan[]>`
    select a.id, a.eic, a.area_type as "areaType", a.map_code as "mapCode", a.name,
      min(s.data_from) as "dataFrom", max(s.data_until) as "dataUntil"
    from area a join series s on a.id in (s.area_id, s.to_area_id)
    where a.area_type = ${areaType}
    group by a.id
    order by a.map_code collate "C", a.eic collate "C"`;
}

/** The series that match, by area, production type and measure. */
export async function findSeries(sql: StreamSql, filter: SeriesFilter): Promise<SeriesRow[]> {
  const { areaId, toAreaId, areaType, productionTypes } = filter;
  const area = (alias: string) => sql`json_build_object('id', ${sql(alias)}.id, 'eic', ${sql(alias)}.eic,
    'areaType', ${sql(alias)}.area_type, 'mapCode', ${sql(alias)}.map_code, 'name', ${sql(alias)}.name)`;
  return sql<SeriesRow[]>`
    select s.id, ${area('a')} as area, case when b.id is not null then ${area('b')} end as "toArea",
      s.production_type as "productionType", s.measure
    from series s join area a on a.id = s.area_id left join area b on b.id = s.to_area_id
    where true
      ${areaId === undefined ? sql`` : sql`and s.area_id = ${areaId}`}
      ${toAreaId === undefined ? sql`` : sql`and s.to_area_id = ${toAreaId}`}
      ${areaType === undefined ? sql`` : sql`and a.area_type = ${areaType} and coalesce(b.area_type, ${areaType}) = ${areaType}`}
      ${productionTypes === undefined ? sql`` : sql`and s.production_type = any(${[...productionTypes]}::text[])`}
    order by a.map_code collate "C", a.eic collate "C", b.map_code collate "C", b.eic collate "C",
      s.production_type collate "C", s.measure desc`;
}

/** The chunks that match, by day and series, those of one resolution in the order they were stored in. */
export function readChunks(sql: StreamSql, filter: ChunkFilter): Promise<ChunkRow[]> {
  // A JSON array is decoded natively: half the time of an array of the driver.
  return sql<ChunkRow[]>`
    select series_id as "seriesId", day - date '1970-01-01' as day, resolution_minutes as "resolutionMinutes",
      array_to_json(kilowatts) as kilowatts, revision
    from ${chunksOf(sql, filter)} c
    order by day, "seriesId", updated_at`;
}

/** What is stored of a chunk beside its values, and these only where others are of the same day. */
export interface ChunkSummaryRow {
  readonly seriesId: number;
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly resolutionMinutes: number;
  /** Null while there is no value. */
  readonly low: number | null;
  readonly high: number | null;
  /** Sum of the values. */
  readonly total: bigint;
  /** How many values there are. */
  readonly present: number;
  /** Null where the chunk is the only one of its series and day: what it holds is summed up here. */
  readonly kilowatts: (number | null)[] | null;
  readonly revision: bigint;
}

/** The same chunks in the same order as {@link readChunks}, unopened where one is all there is of a day. */
export function readChunkSummaries(sql: StreamSql, filter: ChunkFilter): Promise<ChunkSummaryRow[]> {
  return sql<ChunkSummaryRow[]>`
    select series_id as "seriesId", day - date '1970-01-01' as day, resolution_minutes as "resolutionMinutes",
      low, high, total, present, revision,
      case when count(*) over (partition by series_id, day) > 1 then array_to_json(kilowatts) end as kilowatts
    from ${chunksOf(sql, filter)} c
    order by day, "seriesId", updated_at`;
}

/**
 * As of a time, chunks are the ones that were stored by then and not yet replaced, whether they still stand or lie in
 * the history.
 */
function chunksOf(sql: StreamSql, { seriesIds, fromDay, toDay, asOf, hasHistory }: ChunkFilter) {
  const columns = sql`series_id, day, resolution_minutes, kilowatts, low, high, total, present, revision, updated_at`;
  const matches = sql`series_id = any(${[...seriesIds]}::integer[])
    and day >= date '1970-01-01' + ${fromDay}::integer and day < date '1970-01-01' + ${toDay}::integer
    ${asOf ? sql`and updated_at <= ${asOf}` : sql``}`;
  if (!asOf && !hasHistory) return sql`(select ${columns} from chunk where ${matches})`;
  const replaced = asOf && !hasHistory ? sql`and ${asOf} < replaced_at` : sql``;
  return sql`(
    select ${columns} from chunk where ${matches}
    union all
    select ${columns} from chunk_history where ${matches} ${replaced})`;
}

/** The production types that any area has, by name. */
export async function knownProductionTypes(sql: StreamSql): Promise<string[]> {
  const rows = await sql<{ type: string }[]>`
    select distinct production_type collate "C" as type from series where production_type is not null order by 1`;
  return rows.map((row) => row.type);
}
