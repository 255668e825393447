/**
 * A stretch of equally spaced interval means. NaN inside it is a gap, as is the time between two segments.
 * Where the intervals are buckets of finer values, `low` and `high` are the extremes of those.
 *
 * Its arrays never change. A segment that goes on further in the same memory is the same segment with more values,
 * and costs what is new; one in other memory is compared value by value.
 */
export interface Segment {
  /** Start of the first interval, epoch milliseconds UTC. */
  readonly start: number;
  /** Length of an interval, in milliseconds. */
  readonly stepMs: number;
  /** Mean of each interval, in megawatts. */
  readonly megawatts: Float64Array;
  /** Lowest value within each interval, in megawatts; absent where that is its mean. */
  readonly low?: Float64Array | undefined;
  /** Highest value within each interval, in megawatts; absent where that is its mean. */
  readonly high?: Float64Array | undefined;
  /** For how long nothing is known within each bucket, in milliseconds; absent where all is known. */
  readonly missingMs?: Float64Array | undefined;
}

/** One value with the half-open interval `[start, end)` it holds for, epoch milliseconds UTC. */
export interface Interval {
  readonly start: number;
  readonly end: number;
  readonly megawatts: number;
  /** Lowest and highest value within the interval: its mean where it is not a bucket of finer ones. */
  readonly low: number;
  readonly high: number;
  /** For how long nothing is known within the interval, in milliseconds. */
  readonly missingMs: number;
}

/** End of a segment's last interval, exclusive, epoch milliseconds UTC. */
export function segmentEnd(segment: Segment): number {
  return segment.start + segment.stepMs * segment.megawatts.length;
}

/** The intervals with indices in `[from, to)`, as a segment that shares the memory of the given one. */
export function sliceSegment(
  { start, stepMs, megawatts, low, high, missingMs }: Segment,
  from: number,
  to: number,
): Segment {
  const part = {
    start: start + from * stepMs,
    stepMs,
    megawatts: megawatts.subarray(from, to),
    ...(missingMs && { missingMs: missingMs.subarray(from, to) }),
  };
  return low && high ? { ...part, low: low.subarray(from, to), high: high.subarray(from, to) } : part;
}

/** The interval of time-ordered segments that contains `time`, or undefined in a gap. */
export function intervalAt(segments: readonly Segment[], time: number): Interval | undefined {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const candidate = segments[middle];
    if (candidate && segmentEnd(candidate) <= time) low = middle + 1;
    else high = middle;
  }
  const segment = segments[low];
  if (!segment || segment.start > time) return undefined;
  const index = Math.floor((time - segment.start) / segment.stepMs);
  const megawatts = segment.megawatts[index];
  if (megawatts === undefined || Number.isNaN(megawatts)) return undefined;
  const start = segment.start + index * segment.stepMs;
  return {
    start,
    end: start + segment.stepMs,
    megawatts,
    low: segment.low?.[index] ?? megawatts,
    high: segment.high?.[index] ?? megawatts,
    missingMs: segment.missingMs?.[index] ?? 0,
  };
}

/** The same segments with every value multiplied by −1, as exports and consumption are drawn. */
export function negated(segments: readonly Segment[]): Segment[] {
  const negative = (values: Float64Array) => values.map((value) => -value);
  return segments.map(({ megawatts, low, high, ...rest }) => {
    const part = { ...rest, megawatts: negative(megawatts) };
    return low && high ? { ...part, low: negative(high), high: negative(low) } : part;
  });
}
