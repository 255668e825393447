import type { MsRange } from './encode-runs.ts';

/** Lengths that buckets can have, in seconds: fixed, so that caches meet the same question again. */
export const BUCKET_SECONDS = [3_600, 10_800, 21_600, 86_400, 604_800] as const;

export const DAY_SECONDS = 86_400;

/** A Monday. Every other length of a bucket divides the time from the epoch to it, so all count from here. */
const ORIGIN_MS = Date.UTC(1970, 0, 5);

/** Start of the bucket that holds a time, epoch milliseconds. */
export function bucketStart(time: number, bucketSeconds: number): number {
  const lengthMs = bucketSeconds * 1000;
  return Math.floor((time - ORIGIN_MS) / lengthMs) * lengthMs + ORIGIN_MS;
}

/** From the start of the first to the end of the last bucket that starts in a range; empty if none does. */
export function bucketsStartingIn({ from, to }: MsRange, bucketSeconds: number): MsRange {
  return { from: bucketEnd(from, bucketSeconds), to: bucketEnd(to, bucketSeconds) };
}

/** The whole of the buckets that a range touches. */
export function bucketsTouching({ from, to }: MsRange, bucketSeconds: number): MsRange {
  return { from: bucketStart(from, bucketSeconds), to: bucketEnd(to, bucketSeconds) };
}

/** The first edge between buckets at or after a time. */
function bucketEnd(time: number, bucketSeconds: number): number {
  const start = bucketStart(time, bucketSeconds);
  return start === time ? time : start + bucketSeconds * 1000;
}
