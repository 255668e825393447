import type { MsRange } from '../streams/query/encode-runs.ts';
import type { SeriesRow, StreamCursor, StreamSql } from '../streams/query/series-store.ts';

/** How far a stream's history of changes goes. */
export interface StreamState extends StreamCursor {
  /** Changes up to this revision are no longer kept. */
  readonly tail: bigint;
}

/** Revisions after the first up to and with the second. */
export interface RevisionSpan {
  readonly after: bigint;
  readonly upTo: bigint;
}

/** A stretch of one series that changed over some revisions. */
export interface SeriesChange {
  readonly series: SeriesRow;
  /** Where it changed, widened to full hours. */
  readonly range: MsRange;
  /** Length of the buckets that it is told in, and that the range is made of; absent for values as published. */
  readonly bucketSeconds?: number;
}

const PAGE_ROWS = 1_000;
const MS_PER_HOUR = 3_600_000;

/** Reads how far the history goes. Throws if the stream was never set up. */
export async function readStreamState(sql: StreamSql): Promise<StreamState> {
  const [row] = await sql<StreamState[]>`select epoch, head as revision, tail from stream_state`;
  if (!row) throw new Error('the stream has no row in stream_state');
  return row;
}

/** Reads the changes of the revisions, each stretch that changed once, in bounded pages of series. */
export async function* readChanges(sql: StreamSql, span: RevisionSpan): AsyncGenerator<SeriesChange[]> {
  const area = (alias: string) => sql`json_build_object('id', ${sql(alias)}.id, 'eic', ${sql(alias)}.eic,
    'areaType', ${sql(alias)}.area_type, 'mapCode', ${sql(alias)}.map_code, 'name', ${sql(alias)}.name)`;
  let rows: ChangeRow[] = [];
  do {
    rows = await sql<ChangeRow[]>`
      select s.id, ${area('a')} as area, case when b.id is not null then ${area('b')} end as "toArea",
        s.production_type as "productionType", s.measure, c.starts, c.ends
      from (
        select series_id, array_agg(range_from order by range_from) as starts, array_agg(range_to order by range_from) as ends
        from series_change
        where revision > ${span.after} and revision <= ${span.upTo} and series_id > ${rows.at(-1)?.id ?? 0}
        group by series_id order by series_id limit ${PAGE_ROWS}
      ) c
      join series s on s.id = c.series_id join area a on a.id = s.area_id left join area b on b.id = s.to_area_id
      order by s.id`;
    yield rows.flatMap(({ starts, ends, ...series }) =>
      toFullHours(starts, ends).map((range) => ({ series, range })),
    );
  } while (rows.length === PAGE_ROWS);
}

interface ChangeRow extends SeriesRow {
  /** Of what changed, in the order of their starts, and their ends. */
  readonly starts: readonly Date[];
  readonly ends: readonly Date[];
}

// One new quarter hour can complete an hour, and so replace the hourly value that was shown before.
function toFullHours(starts: readonly Date[], ends: readonly Date[]): MsRange[] {
  const hours: MsRange[] = [];
  for (const [index, start] of starts.entries()) {
    const end = ends[index] ?? start;
    const from = Math.floor(start.getTime() / MS_PER_HOUR) * MS_PER_HOUR;
    const to = Math.ceil(end.getTime() / MS_PER_HOUR) * MS_PER_HOUR;
    const last = hours.at(-1);
    if (last && from <= last.to) hours[hours.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else hours.push({ from, to });
  }
  return hours;
}
