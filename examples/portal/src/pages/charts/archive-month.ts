import type { Area } from '@wattlet/sdk';

/** Data this old does not come late: it is shown for its own sake. */
const ARCHIVE_MS = 200 * 86_400_000;

/** Whether data that ends at a time, epoch milliseconds, must be an archive which is replayed. */
export function isArchive(newest: number, now: number): boolean {
  return now - newest > ARCHIVE_MS;
}

/**
 * The end of the newest data of some areas, where it is so long ago that it must be an archive which is replayed.
 *
 * @param now epoch milliseconds
 * @returns epoch milliseconds; undefined where the data is of these days
 */
export function archiveEnd(areas: readonly Area[], now: number): number | undefined {
  const newest = Math.max(...areas.map(({ dataUntil = 0 }) => dataUntil));
  return newest > 0 && isArchive(newest, now) ? newest : undefined;
}
