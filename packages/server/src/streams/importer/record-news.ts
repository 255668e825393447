import type { Client } from 'pg';
import type { StreamName } from '../definitions.ts';
import { updateExtremes } from './extreme-store.ts';
import type { MonthChanges } from './month-changes.ts';
import type { ValueTally } from './value-tally.ts';

/** News of revisions are kept so long; the values themselves stay. */
const NEWS_KEPT = '90 days';

/** A revision that was written, as news tell of it. */
export interface NewsOfRevision {
  readonly revision: number;
  readonly stream: StreamName;
  readonly changes: MonthChanges;
  /** Series that this import has brought. */
  readonly added: ReadonlySet<number>;
}

/** Writes down what people are told of a revision, in the caller's transaction, after its chunks. */
export async function recordNews(client: Client, news: NewsOfRevision): Promise<void> {
  await recordAreas(client, news.revision, [...news.changes.tallies]);
  await updateExtremes(client, news);
  const old = `revision <= (select max(id) from revision where at < transaction_timestamp() - interval '${NEWS_KEPT}')`;
  await client.query(`delete from revision_area where ${old}`);
  await client.query(`delete from record_value where ${old}`);
}

async function recordAreas(
  client: Client,
  revision: number,
  tallies: readonly (readonly [number, ValueTally])[],
): Promise<void> {
  const column = <T>(pick: (tally: ValueTally) => T): T[] => tallies.map(([, tally]) => pick(tally));
  await client.query(
    `insert into revision_area
       (revision, area_id, added, added_until, revised, removed_minutes, revised_from, revised_to)
     select $1, s.area_id, sum(t.added), to_timestamp(max(t.added_until) * 60::double precision), sum(t.revised),
       sum(t.removed), to_timestamp(min(t.revised_from) * 60::double precision),
       to_timestamp(max(t.revised_to) * 60::double precision)
     from unnest($2::int[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[])
       as t (series_id, added, added_until, revised, removed, revised_from, revised_to)
     join series s on s.id = t.series_id
     group by s.area_id`,
    [
      revision,
      tallies.map(([seriesId]) => seriesId),
      column(({ added }) => added),
      column(({ addedUntil }) => addedUntil ?? null),
      column(({ revised }) => revised),
      column(({ removedMinutes }) => removedMinutes),
      column(({ revisedFrom }) => revisedFrom ?? null),
      column(({ revisedTo }) => revisedTo ?? null),
    ],
  );
}
