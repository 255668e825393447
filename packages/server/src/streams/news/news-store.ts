import type { AreaType } from '../definitions.ts';
import type { RecordKind } from '../importer/extremes.ts';
import type { AreaRow } from '../query/pick-area.ts';
import type { SeriesRow, StreamSql } from '../query/series-store.ts';

/** What one revision changed. Times are UTC. */
export interface NewsRevision {
  readonly revision: bigint;
  readonly at: Date;
  readonly file: string;
}

/** What a revision changed of an area; of flows the area that power leaves. */
export interface ChangedArea {
  readonly revision: bigint;
  readonly area: AreaRow;
  readonly added: number;
  /** JSON of the database. */
  readonly addedUntil: Date | null;
  readonly revised: number;
  readonly removedMinutes: number;
  readonly revisedFrom: Date | null;
  readonly revisedTo: Date | null;
}

/** A value beyond all others that were stored when it came. */
export interface StoredRecord extends Omit<SeriesRow, 'id'> {
  readonly revision: bigint;
  readonly kind: RecordKind;
  readonly minutes: number;
  readonly kilowatts: number;
  readonly start: Date;
  readonly former: number;
  readonly formerDay: Date;
  readonly since: Date;
}

/** Most records that are told of a revision. */
const MOST_RECORDS = 20;

/** Revisions that changed an area of the role, below one, newest first. */
export function readRevisions(
  sql: StreamSql,
  page: { readonly areaType: AreaType; readonly before: bigint | undefined; readonly limit: number },
): Promise<NewsRevision[]> {
  const { areaType, before, limit } = page;
  return sql<NewsRevision[]>`
    select r.id as revision, r.at, i.file from revision r join import i on i.id = r.import_id
    where ${before === undefined ? sql`true` : sql`r.id < ${before}`}
      and exists (select from revision_area c join area a on a.id = c.area_id
        where c.revision = r.id and a.area_type = ${areaType})
    order by r.id desc limit ${limit}`;
}

/** What revisions changed of the areas of a role: those that reach furthest first, then by map code. */
export function readChangedAreas(
  sql: StreamSql,
  revisions: readonly bigint[],
  areaType: AreaType,
): Promise<ChangedArea[]> {
  return sql<ChangedArea[]>`
    select c.revision, ${areaJson(sql, 'a')} as area, c.added, c.added_until as "addedUntil", c.revised,
      c.removed_minutes as "removedMinutes", c.revised_from as "revisedFrom", c.revised_to as "revisedTo"
    from revision_area c join area a on a.id = c.area_id
    where c.revision = any(${sql.array([...revisions].map(String))}::bigint[]) and a.area_type = ${areaType}
    order by c.added_until desc nulls last, a.map_code collate "C", a.eic collate "C"`;
}

/** Records that revisions set, the newest first. */
export function readRecords(
  sql: StreamSql,
  revisions: readonly bigint[],
  areaType: AreaType,
): Promise<StoredRecord[]> {
  return sql<StoredRecord[]>`
    select * from (
      select r.revision, r.kind, r.resolution_minutes as minutes, r.kilowatts, r.start, r.former,
        r.former_day::timestamp at time zone 'UTC' as "formerDay", r.since::timestamp at time zone 'UTC' as since,
        ${areaJson(sql, 'a')} as area, case when b.id is not null then ${areaJson(sql, 'b')} end as "toArea",
        s.production_type as "productionType", s.measure,
        row_number() over (partition by r.revision order by r.start desc, a.map_code collate "C", s.id) as place
      from record_value r join series s on s.id = r.series_id
      join area a on a.id = s.area_id left join area b on b.id = s.to_area_id
      where r.revision = any(${sql.array([...revisions].map(String))}::bigint[]) and a.area_type = ${areaType}
    ) found where place <= ${MOST_RECORDS} order by place`;
}

const areaJson = (sql: StreamSql, alias: string) => sql`json_build_object('id', ${sql(alias)}.id,
  'eic', ${sql(alias)}.eic, 'areaType', ${sql(alias)}.area_type, 'mapCode', ${sql(alias)}.map_code,
  'name', ${sql(alias)}.name)`;
