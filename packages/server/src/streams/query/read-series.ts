import { tooLarge } from '../../rpc/errors.ts';
import { COMPLETE_UNTIL_LOOK_BACK_MS, CompletenessCollector } from './complete-until.ts';
import { type EncodedRun, type MsRange, RunEncoder } from './encode-runs.ts';
import { readDays, STATES_PER_CHUNK } from './read-days.ts';
import type { ChunkFilter, SeriesRow, StreamSql } from './series-store.ts';
import { daysOf } from './utc-days.ts';

/** Most chunks, one a series and day, that one answer may rest on. */
export const MAX_CHUNKS_PER_ANSWER = 200_000;

/** The values of one series in a range. */
export interface SeriesValues {
  readonly row: SeriesRow;
  /** None if the range has no value. */
  readonly runs: EncodedRun[];
  /** The newest revision that changed one of the days; 0 if there are none. */
  readonly revision: bigint;
}

/** A read of series that were already selected. */
export interface SeriesRead {
  readonly series: readonly SeriesRow[];
  readonly range: MsRange;
  /** As known at this time; absent means now. */
  readonly asOf?: Date | undefined;
  /** The values that were published first, not the latest ones. */
  readonly isFirst?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Refuses a read that would rest on more than {@link MAX_CHUNKS_PER_ANSWER} chunks with `resource_exhausted`. */
export function refuseTooLarge(read: SeriesRead): void {
  const { fromDay, toDay } = daysOf(read.range);
  const days = toDay - fromDay;
  const chunksPerDay = read.series.length * (read.isFirst ? STATES_PER_CHUNK : 1);
  if (chunksPerDay * days <= MAX_CHUNKS_PER_ANSWER) return;
  const most = Math.floor(MAX_CHUNKS_PER_ANSWER / chunksPerDay);
  const what = read.isFirst ? 'series with all that they have been' : 'series';
  throw tooLarge(
    `${read.series.length} ${what} over ${days} days are too many for one answer: ask for at most ${most} days at a time, ` +
      'or for fewer series, or download them as CSV',
  );
}

/** Which chunks a read rests on. */
export function chunkFilterOf({ series, range, asOf, isFirst }: SeriesRead): ChunkFilter {
  return { seriesIds: series.map(({ id }) => id), ...daysOf(range), asOf, hasHistory: isFirst };
}

/**
 * Reads the values of series, in the given order, and for generation until when the mix is complete (epoch
 * milliseconds). Call it in the transaction that selected the series.
 */
export async function readSeries(
  sql: StreamSql,
  read: SeriesRead,
): Promise<{ values: SeriesValues[]; completeUntil: number | undefined }> {
  refuseTooLarge(read);
  const { series, range, signal } = read;
  const entries = new Map(
    series.map((row) => [row.id, { row, encoder: new RunEncoder(range), revision: 0n }]),
  );
  const completeness = series.some((row) => row.productionType !== null) && new CompletenessCollector(range);
  const { fromDay } = daysOf(range);
  const readFrom = completeness
    ? daysOf({ ...range, from: range.from - COMPLETE_UNTIL_LOOK_BACK_MS }).fromDay
    : fromDay;

  const filter = { ...chunkFilterOf(read), fromDay: readFrom };
  for await (const days of readDays(sql, filter, { signal })) {
    for (const { seriesId, day, stretches, revision } of days) {
      const entry = entries.get(seriesId);
      if (!entry) continue;
      for (const stretch of stretches) {
        if (completeness) completeness.add(entry.row.productionType ?? '', stretch);
        entry.encoder.add(stretch);
      }
      if (day >= fromDay && revision > entry.revision) entry.revision = revision;
    }
  }
  return {
    values: [...entries.values()].map(({ row, encoder, revision }) => ({
      row,
      runs: encoder.finish(),
      revision,
    })),
    completeUntil: completeness ? completeness.finish() : undefined,
  };
}
