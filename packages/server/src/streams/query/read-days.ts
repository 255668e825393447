import { pickFinest, type Stretch } from './pick-finest.ts';
import { type ChunkFilter, type ChunkRow, readChunks, type StreamSql } from './series-store.ts';
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

/**
 * Reads the days of series, in order of day and series, a bounded window of whole days at a time, so that a
 * decade never lies in memory. Call it in a transaction that keeps its snapshot; it stops between windows
 * when the signal aborts.
 */
export async function* readDays(
  sql: StreamSql,
  filter: ChunkFilter,
  { signal, chunksPerWindow = CHUNKS_PER_WINDOW }: ReadDaysOptions = {},
): AsyncGenerator<SeriesDay[]> {
  if (filter.seriesIds.length === 0) return;
  const daysPerWindow = Math.max(1, Math.floor(chunksPerWindow / filter.seriesIds.length));
  for (let fromDay = filter.fromDay; fromDay < filter.toDay; fromDay += daysPerWindow) {
    signal?.throwIfAborted();
    const toDay = Math.min(filter.toDay, fromDay + daysPerWindow);
    yield toSeriesDays(await readChunks(sql, { ...filter, fromDay, toDay }));
  }
}

function toSeriesDays(chunks: readonly ChunkRow[]): SeriesDay[] {
  const days: ChunkRow[][] = [];
  for (const chunk of chunks) {
    const open = days.at(-1);
    if (open?.[0]?.day === chunk.day && open[0].seriesId === chunk.seriesId) open.push(chunk);
    else days.push([chunk]);
  }
  return days.flatMap((sameDay) => {
    const [first] = sameDay;
    if (!first) return [];
    const { seriesId, day } = first;
    let revision = 0n;
    for (const chunk of sameDay) if (chunk.revision > revision) revision = chunk.revision;
    return [{ seriesId, day, stretches: pickFinest(day * MS_PER_DAY, sameDay), revision }];
  });
}
