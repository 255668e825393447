import type { TimeSpan } from '../chart/time-span.ts';

const HOUR_MS = 3_600_000;

/** Length of a bucket that values are asked for in; absent where they are asked for as published. */
export type Bucket = '1h' | '3h' | '6h' | '1d' | '7d';

/** How finely a chart reads. */
export interface Detail {
  readonly bucket: Bucket | undefined;
  /** Length of the bucket in milliseconds; 0 for values as published. */
  readonly bucketMs: number;
}

/** Every value as it was published. */
export const FULL_DETAIL: Detail = { bucket: undefined, bucketMs: 0 };

const BUCKETS: readonly Detail[] = [
  { bucket: '7d', bucketMs: 168 * HOUR_MS },
  { bucket: '1d', bucketMs: 24 * HOUR_MS },
  { bucket: '6h', bucketMs: 6 * HOUR_MS },
  { bucket: '3h', bucketMs: 3 * HOUR_MS },
  { bucket: '1h', bucketMs: HOUR_MS },
];

/** The longest buckets of which each pixel column still has one of its own. */
export function detailFor(lengthMs: number, columns: number): Detail {
  return BUCKETS.find(({ bucketMs }) => bucketMs * columns <= lengthMs) ?? FULL_DETAIL;
}

/** Columns are told in these steps, upwards, so that a window that is dragged wider by a pixel mostly reads nothing anew. */
const COLUMN_STEP = 400;

/** The pixel columns of a plot, or of the page where it has no size yet, as a detail is chosen for them. */
export function columnsOf(width: number, pixelRatio: number): number {
  return Math.max(1, Math.ceil(((width || innerWidth) * pixelRatio) / COLUMN_STEP)) * COLUMN_STEP;
}

/** A Monday, from which buckets of every length are counted. */
const ORIGIN_MS = Date.UTC(1970, 0, 5);

/** The range made wider to whole buckets, so that what its edges touch is read too. */
export function wholeBuckets(range: TimeSpan, { bucketMs }: Detail): TimeSpan {
  if (bucketMs === 0) return range;
  const edge = (time: number, round: (count: number) => number) =>
    round((time - ORIGIN_MS) / bucketMs) * bucketMs + ORIGIN_MS;
  return { from: edge(range.from, Math.floor), to: edge(range.to, Math.ceil) };
}
