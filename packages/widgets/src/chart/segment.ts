/** A stretch of equally spaced interval means. NaN inside it is a gap, as is the time between two segments. */
export interface Segment {
  /** Start of the first interval, epoch milliseconds UTC. */
  readonly start: number;
  /** Length of an interval, in milliseconds. */
  readonly stepMs: number;
  /** Mean of each interval, in megawatts. */
  readonly megawatts: Float64Array;
}

/** One value with the half-open interval `[start, end)` it holds for, epoch milliseconds UTC. */
export interface Interval {
  readonly start: number;
  readonly end: number;
  readonly megawatts: number;
}

/** End of a segment's last interval, exclusive, epoch milliseconds UTC. */
export function segmentEnd(segment: Segment): number {
  return segment.start + segment.stepMs * segment.megawatts.length;
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
  return { start, end: start + segment.stepMs, megawatts };
}

/** The same segments with every value multiplied by −1, as exports and consumption are drawn. */
export function negated(segments: readonly Segment[]): Segment[] {
  return segments.map((segment) => ({ ...segment, megawatts: segment.megawatts.map((value) => -value) }));
}
