import { isJoined, joinColumns } from './join-columns.ts';

/** A half-open range of time, `[from, to)`, in epoch milliseconds. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** A stretch of equally long intervals or buckets, one after the other, each with a value: it has no gap in it. */
export interface Segment {
  /** Start of the first interval, epoch milliseconds. */
  readonly start: number;
  /** Length of every interval, in milliseconds. */
  readonly stepMs: number;
  /** Mean power of each interval, in megawatts. */
  readonly megawatts: Float64Array;
  /** Buckets: the lowest value within each, in megawatts; absent, as `high`, where all values within each are equal. */
  readonly low?: Float64Array;
  /** Buckets: the highest value within each, in megawatts. */
  readonly high?: Float64Array;
  /** Buckets: for how long nothing is known within each, in milliseconds; absent where all is known. */
  readonly missingMs?: Float64Array;
}

/** End of the last interval of a segment, epoch milliseconds. */
export function segmentEnd({ start, stepMs, megawatts }: Segment): number {
  return start + stepMs * megawatts.length;
}

/** The intervals that start in `[from, to)`, as segments that share the memory of the given ones. */
export function clipSegments(segments: readonly Segment[], { from, to }: TimeRange): Segment[] {
  const clipped: Segment[] = [];
  for (const segment of segments) {
    const { start, stepMs, megawatts } = segment;
    const first = Math.max(0, Math.ceil((from - start) / stepMs));
    const end = Math.min(megawatts.length, Math.ceil((to - start) / stepMs));
    if (first >= end) continue;
    clipped.push({
      start: start + first * stepMs,
      stepMs,
      ...columns(segment, (all) => all.subarray(first, end)),
    });
  }
  return clipped;
}

/**
 * Joins segments that touch and have the same step, and drops empty ones, so that one set of values
 * has exactly one form. What goes on at the end of what has been joined before is put behind it, in the same memory.
 *
 * @throws RangeError when they are not in time order, overlap, or hold something that is not a number.
 */
export function joinSegments(segments: readonly Segment[]): Segment[] {
  const groups: [Segment, ...Segment[]][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const segment of segments) {
    if (segment.megawatts.length === 0) continue;
    check(segment, end);
    const group = groups.at(-1);
    if (group && segment.start === end && segment.stepMs === group[0].stepMs) group.push(segment);
    else groups.push([segment]);
    end = segmentEnd(segment);
  }
  return groups.map(concat);
}

function check(segment: Segment, end: number): void {
  const { start, stepMs, megawatts } = segment;
  if (!Number.isSafeInteger(start)) {
    throw new RangeError(`a segment must start at a whole epoch millisecond, not at ${start}`);
  }
  const at = `the segment at ${new Date(start).toISOString()}`;
  if (!(Number.isSafeInteger(stepMs) && stepMs > 0)) {
    throw new RangeError(`${at} has a step of ${stepMs} ms; it must be a whole number above 0`);
  }
  if (start < end) throw new RangeError(`${at} starts before the end of the one before it`);
  if (isJoined(megawatts)) return;
  const wrong = megawatts.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw new RangeError(`${at} holds ${megawatts[wrong]} at position ${wrong}; a gap starts a new segment`);
  }
}

function concat(group: readonly [Segment, ...Segment[]]): Segment {
  const [first] = group;
  if (group.length === 1) return first;
  const joined = (column: (part: Segment) => Float64Array | undefined): Float64Array =>
    joinColumns(group.map((part) => column(part) ?? new Float64Array(part.megawatts.length)));
  return {
    start: first.start,
    stepMs: first.stepMs,
    megawatts: joined((part) => part.megawatts),
    ...(group.some((part) => part.low) && { low: joined((part) => part.low ?? part.megawatts) }),
    ...(group.some((part) => part.high) && { high: joined((part) => part.high ?? part.megawatts) }),
    ...(group.some((part) => part.missingMs) && { missingMs: joined((part) => part.missingMs) }),
  };
}

/** What a segment says of its intervals, each list of it changed in the same way. */
function columns(
  { megawatts, low, high, missingMs }: Segment,
  change: (all: Float64Array) => Float64Array,
): Omit<Segment, 'start' | 'stepMs'> {
  return {
    megawatts: change(megawatts),
    ...(low && { low: change(low) }),
    ...(high && { high: change(high) }),
    ...(missingMs && { missingMs: change(missingMs) }),
  };
}
