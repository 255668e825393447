import type { Summary } from './bucket-encoder.ts';
import type { DayValues } from './pick-finest.ts';
import { bySeriesDay, dayWindows, type ReadDaysOptions, seriesDayOf, stretchesOf } from './read-days.ts';
import {
  type ChunkFilter,
  type ChunkSummaryRow,
  readChunkSummaries,
  type StreamSql,
} from './series-store.ts';

/** What one series amounts to on one UTC day. */
export interface DaySummary {
  readonly seriesId: number;
  /** Days since 1970-01-01. */
  readonly day: number;
  /** Of each stretch that is shown; none if the day has no value. */
  readonly summaries: readonly Summary[];
  /** The newest revision that changed the day. */
  readonly revision: bigint;
}

/** Summaries that lie in memory at once: they are a fraction of values. */
const CHUNKS_PER_WINDOW = 20_000;

/**
 * Reads what series amount to day by day, as `readDays` reads values. A day that one chunk holds is taken from what
 * is stored beside its values; only days of several resolutions, or of several states, are opened.
 */
export async function* readDaySummaries(
  sql: StreamSql,
  filter: ChunkFilter,
  { signal, chunksPerWindow = CHUNKS_PER_WINDOW }: ReadDaysOptions = {},
): AsyncGenerator<DaySummary[]> {
  for (const window of dayWindows(filter, chunksPerWindow)) {
    signal?.throwIfAborted();
    const days = bySeriesDay(await readChunkSummaries(sql, window));
    yield days.map((rows) => ({ ...seriesDayOf(rows), summaries: summariesOf(rows, window) }));
  }
}

function summariesOf(rows: readonly [ChunkSummaryRow, ...ChunkSummaryRow[]], filter: ChunkFilter): Summary[] {
  const [first] = rows;
  if (first.kilowatts === null) return storedSummary(first);
  const [chunk, ...more] = rows.map(opened);
  if (!chunk) return [];
  return stretchesOf([chunk, ...more], filter).flatMap(({ stepMinutes, kilowatts }) =>
    kilowatts.flatMap((value) =>
      value === null
        ? []
        : [{ low: value, high: value, kilowattMinutes: value * stepMinutes, knownMinutes: stepMinutes }],
    ),
  );
}

function storedSummary({ low, high, total, present, resolutionMinutes }: ChunkSummaryRow): Summary[] {
  if (low === null || high === null) return [];
  return [
    {
      low,
      high,
      kilowattMinutes: Number(total) * resolutionMinutes,
      knownMinutes: present * resolutionMinutes,
    },
  ];
}

function opened(row: ChunkSummaryRow): ChunkSummaryRow & DayValues {
  return { ...row, kilowatts: row.kilowatts ?? [] };
}
