import { firstPublished } from './first-published.ts';
import { type DayValues, pickFinest, type Stretch } from './pick-finest.ts';
import { type ChunkFilter, readChunks, type StreamSql } from './series-store.ts';
import { MS_PER_DAY } from './utc-days.ts';

/** What to show of one series on one UTC day. */
export interface SeriesDay {
  readonly seriesId: number;
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly stretches: readonly Stretch[];
  /** The newest revision that changed the day. */
  readonly revision: bigint;
}

/** How {@link readDays} reads. */
export interface ReadDaysOptions {
  readonly signal?: AbortSignal | undefined;
  /** Most chunks to hold at once; at least a day is read. */
  readonly chunksPerWindow?: number;
}

/** Chunks that lie in memory at once where the caller does not say otherwise. */
const CHUNKS_PER_WINDOW = 2_000;

/** States that a chunk has had, about, where it grew hour by hour. */
export const STATES_PER_CHUNK = 24;

/**
 * Reads the days of series, in order of day and series, a bounded window of whole days at a time, so that a
 * decade never lies in memory. Call it in a transaction that keeps its snapshot; it stops between windows
 * when the signal aborts. Where the filter asks for the history, a day has the values that were published first.
 */
export async function* readDays(
  sql: StreamSql,
  filter: ChunkFilter,
  { signal, chunksPerWindow = CHUNKS_PER_WINDOW }: ReadDaysOptions = {},
): AsyncGenerator<SeriesDay[]> {
  for (const window of dayWindows(filter, chunksPerWindow)) {
    signal?.throwIfAborted();
    const days = bySeriesDay(await readChunks(sql, window));
    yield days.map((chunks) => ({
      ...seriesDayOf(chunks),
      stretches: stretchesOf(chunks, window),
    }));
  }
}

/** The filter cut into windows of whole days, each of about so many chunks, and at least a day. */
export function* dayWindows(filter: ChunkFilter, chunksPerWindow: number): Generator<ChunkFilter> {
  if (filter.seriesIds.length === 0) return;
  const chunksPerDay = filter.seriesIds.length * (filter.hasHistory ? STATES_PER_CHUNK : 1);
  const daysPerWindow = Math.max(1, Math.floor(chunksPerWindow / chunksPerDay));
  for (let fromDay = filter.fromDay; fromDay < filter.toDay; fromDay += daysPerWindow) {
    yield { ...filter, fromDay, toDay: Math.min(filter.toDay, fromDay + daysPerWindow) };
  }
}

/** What a row says of the day it belongs to. */
interface DayRow {
  readonly seriesId: number;
  readonly day: number;
  readonly revision: bigint;
}

/** Rows in order of day and series, those of one day of one series together. */
export function bySeriesDay<Row extends DayRow>(rows: readonly Row[]): [Row, ...Row[]][] {
  const days: [Row, ...Row[]][] = [];
  for (const row of rows) {
    const open = days.at(-1);
    if (open?.[0].day === row.day && open[0].seriesId === row.seriesId) open.push(row);
    else days.push([row]);
  }
  return days;
}

/** Series, day and newest revision of the rows of one day. */
export function seriesDayOf(rows: readonly [DayRow, ...DayRow[]]): DayRow {
  const [{ seriesId, day }] = rows;
  let revision = 0n;
  for (const row of rows) if (row.revision > revision) revision = row.revision;
  return { seriesId, day, revision };
}

/** What to show of the chunks of one day of one series. */
export function stretchesOf(
  chunks: readonly [DayValues & DayRow, ...(DayValues & DayRow)[]],
  { hasHistory }: ChunkFilter,
): Stretch[] {
  return pickFinest(chunks[0].day * MS_PER_DAY, hasHistory ? firstPublished(chunks) : chunks);
}
