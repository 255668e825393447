import { type Segment, segmentEnd } from './segment.ts';

/** What a sum says where only some of its parts have a value. */
export type MissingPart = 'skip' | 'gap';

/**
 * The sum over time of several sets of segments, on their finest common grid.
 *
 * With `skip` a time is a gap only where no part has a value (a family of production types); with
 * `gap` every part must have one (a net exchange, which is wrong without one of its neighbours).
 * The extremes of buckets do not add up, as they need not fall together: a sum has the means of buckets alone. As
 * long as the part that is known best (`skip`) or worst (`gap`) has nothing in a bucket, the sum has nothing either.
 */
export function sumSegments(parts: readonly (readonly Segment[])[], missing: MissingPart): Segment[] {
  const told = parts.filter((segments) => segments.some(({ megawatts }) => megawatts.length > 0));
  if (told.length === 1) return told.flat();
  const all = told.flat().filter((segment) => segment.megawatts.length > 0);
  const first = all[0];
  if (!first) return [];
  const start = all.reduce((earliest, segment) => Math.min(earliest, segment.start), first.start);
  const end = all.reduce((latest, segment) => Math.max(latest, segmentEnd(segment)), 0);
  const stepMs = all.reduce(
    (step, segment) =>
      greatestCommonDivisor(greatestCommonDivisor(step, segment.stepMs), segment.start - start),
    first.stepMs,
  );
  const length = (end - start) / stepMs;
  const missingMs = all.some((segment) => segment.missingMs)
    ? new Float64Array(length).fill(missing === 'skip' ? Number.POSITIVE_INFINITY : 0)
    : undefined;
  const pick = missing === 'skip' ? Math.min : Math.max;
  const sum = new Float64Array(length);
  const present = new Uint16Array(length);
  for (const segments of parts) {
    for (const segment of segments) addSegment(segment, { start, stepMs, sum, present, missingMs, pick });
  }
  const needed = missing === 'skip' ? 1 : told.length;
  return [
    {
      start,
      stepMs,
      megawatts: sum.map((value, i) => ((present[i] ?? 0) >= needed ? value : Number.NaN)),
      ...(missingMs && { missingMs }),
    },
  ];
}

interface SumGrid {
  readonly start: number;
  readonly stepMs: number;
  readonly sum: Float64Array;
  readonly present: Uint16Array;
  readonly missingMs: Float64Array | undefined;
  /** Which of two missing times that of the sum is. */
  readonly pick: (one: number, other: number) => number;
}

function addSegment(segment: Segment, grid: SumGrid): void {
  const repeat = segment.stepMs / grid.stepMs;
  let cell = (segment.start - grid.start) / grid.stepMs;
  const { sum, present, missingMs, pick } = grid;
  for (let index = 0; index < segment.megawatts.length; index++) {
    const value = segment.megawatts[index] ?? Number.NaN;
    const missing = (segment.missingMs?.[index] ?? 0) / repeat;
    for (let i = 0; i < repeat; i++, cell++) {
      if (Number.isNaN(value)) continue;
      sum[cell] = (sum[cell] ?? 0) + value;
      present[cell] = (present[cell] ?? 0) + 1;
      if (missingMs) missingMs[cell] = pick(missingMs[cell] ?? 0, missing);
    }
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
