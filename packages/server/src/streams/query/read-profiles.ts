import { type BucketKind, type BucketStatistics, ProfileCollector } from './profile.ts';
import { readDays } from './read-days.ts';
import type { SeriesRead } from './read-series.ts';
import { refuseTooLarge } from './read-series.ts';
import type { SeriesRow, StreamSql } from './series-store.ts';
import { daysOf } from './utc-days.ts';
import type { ZoneClock } from './zone-clock.ts';

/** The profile of one series: every bucket that has a value, in order. */
export interface SeriesProfile {
  readonly row: SeriesRow;
  readonly buckets: BucketStatistics[];
}

/**
 * Reads the profile of each series in a range, one series after the other: a median needs all values, and
 * those of one series are as many as the range has quarter hours.
 */
export async function readProfiles(
  sql: StreamSql,
  read: SeriesRead,
  grouping: { readonly kind: BucketKind; readonly clock: ZoneClock },
): Promise<SeriesProfile[]> {
  refuseTooLarge(read);
  const profiles: SeriesProfile[] = [];
  for (const row of read.series) {
    const collector = new ProfileCollector(read.range, grouping.kind, grouping.clock);
    const filter = { seriesIds: [row.id], ...daysOf(read.range), asOf: read.asOf };
    for await (const days of readDays(sql, filter, { signal: read.signal })) {
      for (const stretch of days.flatMap((day) => day.stretches)) collector.add(stretch);
    }
    profiles.push({ row, buckets: collector.finish() });
  }
  return profiles;
}
