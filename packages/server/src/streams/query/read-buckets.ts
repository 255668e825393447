import { BucketEncoder } from './bucket-encoder.ts';
import { bucketsStartingIn, DAY_SECONDS } from './bucket-length.ts';
import { readDaySummaries } from './read-day-summaries.ts';
import { readDays } from './read-days.ts';
import { chunkFilterOf, refuseTooLarge, type SeriesRead, type SeriesValues } from './read-series.ts';
import type { ChunkFilter, StreamSql } from './series-store.ts';
import { daysOf, MS_PER_DAY } from './utc-days.ts';

/**
 * Reads series in buckets, in the given order: from the values themselves, or for a day and longer from what is
 * stored beside them. Call it in the transaction that selected the series.
 *
 * @param bucketSeconds one of `BUCKET_SECONDS`
 */
export async function readBuckets(
  sql: StreamSql,
  read: SeriesRead,
  bucketSeconds: number,
): Promise<SeriesValues[]> {
  refuseTooLarge(read);
  const { series, range, signal } = read;
  const entries = new Map(
    series.map((row) => [row.id, { row, encoder: new BucketEncoder(range, bucketSeconds), revision: 0n }]),
  );
  const days = daysOf(bucketsStartingIn(range, bucketSeconds));
  const filter = { ...chunkFilterOf(read), ...days };
  for await (const { seriesId, revision, fill } of bucketDays(sql, filter, { bucketSeconds, signal })) {
    const entry = entries.get(seriesId);
    if (!entry) continue;
    fill(entry.encoder);
    if (revision > entry.revision) entry.revision = revision;
  }
  return [...entries.values()].map(({ row, encoder, revision }) => ({
    row,
    runs: encoder.finish(),
    revision,
  }));
}

/** One day of one series, ready to be put into its buckets. */
export interface BucketDay {
  readonly seriesId: number;
  /** The newest revision that changed the day. */
  readonly revision: bigint;
  fill(encoder: BucketEncoder): void;
}

/** The days of series in order of day and series, opened only where buckets are shorter than a day. */
export async function* bucketDays(
  sql: StreamSql,
  filter: ChunkFilter,
  { bucketSeconds, signal }: { readonly bucketSeconds: number; readonly signal?: AbortSignal | undefined },
): AsyncGenerator<BucketDay> {
  if (bucketSeconds >= DAY_SECONDS) {
    for await (const days of readDaySummaries(sql, filter, { signal })) {
      for (const { seriesId, day, revision, summaries } of days) {
        const fill = (encoder: BucketEncoder) => {
          for (const summary of summaries) encoder.addSummary(day * MS_PER_DAY, summary);
        };
        yield { seriesId, revision, fill };
      }
    }
    return;
  }
  for await (const days of readDays(sql, filter, { signal })) {
    for (const { seriesId, revision, stretches } of days) {
      const fill = (encoder: BucketEncoder) => {
        for (const stretch of stretches) encoder.add(stretch);
      };
      yield { seriesId, revision, fill };
    }
  }
}
