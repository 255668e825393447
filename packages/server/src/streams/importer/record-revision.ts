import type { Client } from 'pg';
import type { ChangedSpan, MinuteSpan } from './change-set.ts';
import type { MonthChanges } from './month-changes.ts';

/** How long changes stay replayable to watchers that come back. */
const CHANGES_KEPT = '7 days';

/** A revision as it was written. Times are UTC, the range half-open. */
export interface Revision {
  readonly id: number;
  readonly from: Date;
  readonly to: Date;
  readonly seriesChanged: number;
}

/**
 * Takes the stream's next revision. The row stays locked until the caller's transaction ends, so
 * that revisions become visible in their own order: a watcher that has read up to one has missed none.
 */
export async function nextRevision(client: Client): Promise<number> {
  const { rows } = await client.query<{ head: bigint }>(
    'update stream_state set head = head + 1 returning head',
  );
  return Number(rows[0]?.head);
}

/** Writes what a revision changed, in the caller's transaction. */
export async function recordRevision(
  client: Client,
  id: number,
  importId: bigint,
  changes: MonthChanges,
): Promise<Revision> {
  const spans = [...changes.series.values()].flat();
  const range = {
    from: minuteDate(spans.reduce((least, span) => Math.min(least, span.from), Number.POSITIVE_INFINITY)),
    to: minuteDate(spans.reduce((most, span) => Math.max(most, span.to), 0)),
  };
  await client.query(
    `insert into revision (id, import_id, range_from, range_to, series_changed, chunks_changed)
     values ($1, $2, $3, $4, $5, $6)`,
    [id, importId, range.from, range.to, changes.series.size, changes.writes.length],
  );
  await recordSeriesChanges(client, id, changes.series);
  await updateDataRanges(client, changes.series);
  await forgetOldChanges(client);
  return { id, ...range, seriesChanged: changes.series.size };
}

const minuteDate = (minutes: number): Date => new Date(minutes * 60_000);

async function recordSeriesChanges(
  client: Client,
  revision: number,
  series: ReadonlyMap<number, readonly MinuteSpan[]>,
): Promise<void> {
  const rows = [...series].flatMap(([id, spans]) => spans.map((span) => ({ id, ...span })));
  await client.query(
    `insert into series_change (revision, series_id, range_from, range_to)
     select $1, s.id, timestamptz 'epoch' + make_interval(mins => s.from_minute),
       timestamptz 'epoch' + make_interval(mins => s.to_minute)
     from unnest($2::int[], $3::int[], $4::int[]) as s (id, from_minute, to_minute)`,
    [revision, rows.map(({ id }) => id), rows.map(({ from }) => from), rows.map(({ to }) => to)],
  );
}

/** From the first to the end of the last interval with a value, of the series that changed. */
async function updateDataRanges(
  client: Client,
  series: ReadonlyMap<number, readonly ChangedSpan[]>,
): Promise<void> {
  const losing: number[] = [];
  const growing: [number, MinuteSpan][] = [];
  for (const [id, spans] of series) {
    const [first] = spans;
    const last = spans.at(-1);
    if (spans.some((span) => span.loses)) losing.push(id);
    else if (first && last) growing.push([id, { from: first.from, to: last.to }]);
  }
  await widenDataRanges(client, growing);
  if (losing.length > 0) await readDataRanges(client, losing);
}

/** Of series that lost nothing: both ends of what has changed hold a value now. */
async function widenDataRanges(client: Client, series: readonly [number, MinuteSpan][]): Promise<void> {
  await client.query(
    `update series s set data_from = least(s.data_from, c.first), data_until = greatest(s.data_until, c.stop)
     from (
       select id, timestamptz 'epoch' + make_interval(mins => from_minute) as first,
         timestamptz 'epoch' + make_interval(mins => to_minute) as stop
       from unnest($1::int[], $2::int[], $3::int[]) as span (id, from_minute, to_minute)
     ) c
     where s.id = c.id and (c.first >= s.data_from and c.stop <= s.data_until) is not true`,
    [series.map(([id]) => id), series.map(([, span]) => span.from), series.map(([, span]) => span.to)],
  );
}

async function readDataRanges(client: Client, seriesIds: readonly number[]): Promise<void> {
  await client.query(
    `update series s set data_from = first.start, data_until = last.stop
     from unnest($1::int[]) as changed (id)
     left join lateral (
       select min(${START}) as start from (
         select * from chunk where series_id = changed.id and day =
           (select min(day) from chunk where series_id = changed.id and present > 0)
       ) c, unnest(c.kilowatts) with ordinality as v (kilowatts, slot) where v.kilowatts is not null
     ) first on true
     left join lateral (
       select max(${START} + make_interval(mins => c.resolution_minutes)) as stop from (
         select * from chunk where series_id = changed.id and day =
           (select max(day) from chunk where series_id = changed.id and present > 0)
       ) c, unnest(c.kilowatts) with ordinality as v (kilowatts, slot) where v.kilowatts is not null
     ) last on true
     where s.id = changed.id`,
    [seriesIds],
  );
}

const START = `c.day::timestamp at time zone 'UTC' + make_interval(mins => ((v.slot - 1) * c.resolution_minutes)::int)`;

/** Watchers with a cursor from before read afresh. */
async function forgetOldChanges(client: Client): Promise<void> {
  await client.query(
    `with old as (
       select max(id) as id from revision where at < transaction_timestamp() - interval '${CHANGES_KEPT}'
     ), gone as (
       delete from series_change using old where revision <= old.id
     )
     update stream_state set tail = old.id from old where old.id > tail`,
  );
}
