import { BucketEncoder } from './bucket-encoder.ts';
import { DAY_SECONDS } from './bucket-length.ts';
import { type EncodedRun, type MsRange, RunEncoder } from './encode-runs.ts';
import type { Stretch } from './pick-finest.ts';
import { readDaySummaries } from './read-day-summaries.ts';
import { readDays } from './read-days.ts';
import type { ChunkFilter, StreamSql } from './series-store.ts';
import { MS_PER_DAY } from './utc-days.ts';

/** What of the chunks goes into the runs, and in which form. */
export interface RunsOptions {
  /** The intervals or buckets that start in it. */
  readonly range: MsRange;
  /** One of `BUCKET_SECONDS`, or 0 for values as they were published. */
  readonly bucketSeconds: number;
  readonly signal?: AbortSignal | undefined;
}

/** The runs of one series. */
export interface SeriesRuns {
  /** None if nothing is known. */
  readonly runs: EncodedRun[];
  /** The newest revision that changed one of the days; 0 if there are none. */
  readonly revision: bigint;
}

/**
 * Reads the runs of the series of a filter, by their ids. For buckets of a day and longer what is stored beside the
 * values is enough. The filter's days must be those of the range, for buckets those of the whole of each.
 */
export function readRuns(
  sql: StreamSql,
  filter: ChunkFilter,
  { range, bucketSeconds, signal }: RunsOptions,
): Promise<ReadonlyMap<number, SeriesRuns>> {
  const { seriesIds } = filter;
  if (bucketSeconds === 0) {
    return collect(readDays(sql, filter, { signal }), {
      encoders: new Map(seriesIds.map((id) => [id, new RunEncoder(range)])),
      add: addStretches,
    });
  }
  const encoders = new Map(seriesIds.map((id) => [id, new BucketEncoder(range, bucketSeconds)]));
  if (bucketSeconds < DAY_SECONDS) {
    return collect(readDays(sql, filter, { signal }), { encoders, add: addStretches });
  }
  return collect(readDaySummaries(sql, filter, { signal }), {
    encoders,
    add: (encoder, { day, summaries }) => {
      for (const summary of summaries) encoder.addSummary(day * MS_PER_DAY, summary);
    },
  });
}

interface Collection<Encoder, Day> {
  /** By the id of the series. */
  readonly encoders: ReadonlyMap<number, Encoder>;
  readonly add: (encoder: Encoder, day: Day) => void;
}

async function collect<
  Encoder extends { finish(): EncodedRun[] },
  Day extends { readonly seriesId: number; readonly revision: bigint },
>(
  batches: AsyncIterable<readonly Day[]>,
  { encoders, add }: Collection<Encoder, Day>,
): Promise<ReadonlyMap<number, SeriesRuns>> {
  const revisions = new Map<number, bigint>();
  for await (const days of batches) {
    for (const day of days) {
      const { seriesId, revision } = day;
      const encoder = encoders.get(seriesId);
      if (encoder) add(encoder, day);
      if (revision > (revisions.get(seriesId) ?? 0n)) revisions.set(seriesId, revision);
    }
  }
  return new Map(
    [...encoders].map(([id, encoder]) => [id, { runs: encoder.finish(), revision: revisions.get(id) ?? 0n }]),
  );
}

function addStretches(
  encoder: { add(stretch: Stretch): void },
  { stretches }: { readonly stretches: readonly Stretch[] },
): void {
  for (const stretch of stretches) encoder.add(stretch);
}
