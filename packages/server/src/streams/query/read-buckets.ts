import { bucketsStartingIn } from './bucket-length.ts';
import { readRuns } from './read-runs.ts';
import { chunkFilterOf, refuseTooLarge, type SeriesRead, type SeriesValues } from './read-series.ts';
import type { StreamSql } from './series-store.ts';
import { daysOf } from './utc-days.ts';

/**
 * Reads series in buckets, in the given order. Call it in the transaction that selected the series.
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
  const filter = { ...chunkFilterOf(read), ...daysOf(bucketsStartingIn(range, bucketSeconds)) };
  const runs = await readRuns(sql, filter, { range, bucketSeconds, signal });
  return series.map((row) => ({ row, ...(runs.get(row.id) ?? { runs: [], revision: 0n }) }));
}
