import type { Client } from 'pg';
import { changeExtremes, type Extremes, type NewRecord } from './extremes.ts';
import type { ChunkWrite } from './month-changes.ts';
import type { NewsOfRevision } from './record-news.ts';

const keyOf = ({ seriesId, minutes }: { readonly seriesId: number; readonly minutes: number }): string =>
  `${seriesId} ${minutes}`;

/**
 * Brings the extremes of what an import has written up to date, and notes the records that it has set: in the caller's
 * transaction, after its chunks. Only where an extreme was taken back, or none is known yet, is anything read of the days
 * that are stored.
 */
export async function updateExtremes(
  client: Client,
  { revision, stream, changes: { writes }, added }: NewsOfRevision,
): Promise<void> {
  const keepsLows = stream === 'load';
  const groups = Map.groupBy(writes, keyOf);
  const known = await readExtremes(client, [...new Set(writes.map(({ seriesId }) => seriesId))]);
  const unknown = new Set<number>();
  const after: Extremes[] = [];
  const records: NewRecord[] = [];
  for (const [key, group] of groups) {
    const [{ seriesId } = { seriesId: 0 }] = group;
    const before = known.get(key);
    const change = before || added.has(seriesId) ? changeExtremes(before, group, keepsLows) : undefined;
    records.push(...(change?.records ?? []));
    if (change?.after) after.push(change.after);
    // Nothing is known of a new series none of whose days has a value.
    else if (before || !added.has(seriesId)) unknown.add(seriesId);
  }
  await storeExtremes(client, after);
  await readAnew(client, [...unknown], keepsLows);
  await forgetFallen(client, revision, writes);
  await storeRecords(client, revision, records);
}

interface ExtremeRow {
  series_id: number;
  minutes: number;
  first_day: number;
  last_day: number;
  high: number;
  high_day: number;
  low: number | null;
  low_day: number | null;
}

async function readExtremes(client: Client, seriesIds: readonly number[]): Promise<Map<string, Extremes>> {
  const { rows } = await client.query<ExtremeRow>(
    `select series_id, resolution_minutes as minutes, first_day - date '1970-01-01' as first_day,
       last_day - date '1970-01-01' as last_day, high, high_day - date '1970-01-01' as high_day,
       low, low_day - date '1970-01-01' as low_day
     from extreme where series_id = any($1::int[])`,
    [seriesIds],
  );
  return new Map(
    rows.map((row) => {
      const { series_id: seriesId, minutes, low, low_day: lowDay } = row;
      const extremes: Extremes = {
        seriesId,
        minutes,
        firstDay: row.first_day,
        lastDay: row.last_day,
        high: { kilowatts: row.high, day: row.high_day },
        low: low === null || lowDay === null ? undefined : { kilowatts: low, day: lowDay },
      };
      return [keyOf(extremes), extremes];
    }),
  );
}

const DAY = (parameter: string) => `date '1970-01-01' + ${parameter}`;

async function storeExtremes(client: Client, extremes: readonly Extremes[]): Promise<void> {
  if (extremes.length === 0) return;
  await client.query(
    `insert into extreme (series_id, resolution_minutes, first_day, last_day, high, high_day, low, low_day)
     select s, m, ${DAY('f')}, ${DAY('l')}, high, ${DAY('high_day')}, low, ${DAY('low_day')}
     from unnest($1::int[], $2::smallint[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[])
       as e (s, m, f, l, high, high_day, low, low_day)
     on conflict (series_id, resolution_minutes) do update set
       first_day = excluded.first_day, last_day = excluded.last_day, high = excluded.high,
       high_day = excluded.high_day, low = excluded.low, low_day = excluded.low_day
     where (extreme.first_day, extreme.last_day, extreme.high, extreme.high_day, extreme.low, extreme.low_day)
       is distinct from (excluded.first_day, excluded.last_day, excluded.high, excluded.high_day,
         excluded.low, excluded.low_day)`,
    [
      extremes.map(({ seriesId }) => seriesId),
      extremes.map(({ minutes }) => minutes),
      extremes.map(({ firstDay }) => firstDay),
      extremes.map(({ lastDay }) => lastDay),
      extremes.map(({ high }) => high.kilowatts),
      extremes.map(({ high }) => high.day),
      extremes.map(({ low }) => low?.kilowatts ?? null),
      extremes.map(({ low }) => low?.day ?? null),
    ],
  );
}

/** From the days that are stored, unopened. */
async function readAnew(client: Client, seriesIds: readonly number[], keepsLows: boolean): Promise<void> {
  if (seriesIds.length === 0) return;
  await client.query('delete from extreme where series_id = any($1::int[])', [seriesIds]);
  await client.query(
    `insert into extreme (series_id, resolution_minutes, first_day, last_day, high, high_day, low, low_day)
     select series_id, resolution_minutes, min(day), max(day),
       max(high), (array_agg(day order by high desc, day))[1],
       case when $2 then min(low) end, case when $2 then (array_agg(day order by low, day))[1] end
     from chunk where series_id = any($1::int[]) and present > 0
     group by series_id, resolution_minutes`,
    [seriesIds, keepsLows],
  );
}

/** Records whose day does not reach them any more. */
async function forgetFallen(client: Client, revision: number, writes: readonly ChunkWrite[]): Promise<void> {
  const days = writes.filter(({ replaces }) => replaces).map(({ day }) => day);
  if (days.length === 0) return;
  await client.query(
    `delete from record_value r using chunk c
     where r.day = any(select ${DAY('d')} from unnest($2::int[]) as d)
       and (c.series_id, c.day, c.resolution_minutes) = (r.series_id, r.day, r.resolution_minutes)
       and c.revision = $1
       and (c.present = 0 or (r.kind = 'highest' and c.high < r.kilowatts)
         or (r.kind = 'lowest' and c.low > r.kilowatts))`,
    [revision, [...new Set(days)]],
  );
}

/** A value that goes beyond an earlier one of its day takes its place: it is compared with other days. */
async function storeRecords(client: Client, revision: number, records: readonly NewRecord[]): Promise<void> {
  if (records.length === 0) return;
  await client.query(
    `insert into record_value (series_id, resolution_minutes, kind, day, kilowatts, start, former, former_day,
       since, revision)
     select s, m, k, ${DAY('d')}, kilowatts, to_timestamp(start * 60::double precision), former,
       ${DAY('former_day')}, ${DAY('since')}, $1
     from unnest($2::int[], $3::smallint[], $4::text[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[],
       $10::int[]) as r (s, m, k, d, kilowatts, start, former, former_day, since)
     on conflict (series_id, resolution_minutes, kind, day) do update set
       kilowatts = excluded.kilowatts, start = excluded.start, revision = excluded.revision`,
    [
      revision,
      records.map(({ seriesId }) => seriesId),
      records.map(({ minutes }) => minutes),
      records.map(({ kind }) => kind),
      records.map(({ day }) => day),
      records.map(({ kilowatts }) => kilowatts),
      records.map(({ start }) => start),
      records.map(({ former }) => former.kilowatts),
      records.map(({ former }) => former.day),
      records.map(({ since }) => since),
    ],
  );
}
