import { type Segment, segmentEnd } from './segment.ts';
import type { TimeSpan } from './time-span.ts';
import { isContinued } from './value-runs.ts';

/** Lowest, highest and sum of some values. Reused from query to query: a frame asks thousands of them. */
export interface ValueSummary {
  low: number;
  high: number;
  sum: number;
}

/** One level: each of its buckets sums up so many values, the next level's four buckets of this one. The values are one, too. */
interface Level {
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly sum: Float64Array;
}

/** Values in a bucket of the lowest level. More than four: the levels then take a quarter of the values' memory. */
const FIRST = 16;
const NEXT = 4;

/**
 * A segment with summaries of its values, level over level, so that a summary of any stretch costs the
 * logarithm of its length. Its values must have no gap among them: {@link splitAtGaps} makes such segments.
 */
export class SegmentPyramid implements Segment, TimeSpan {
  readonly start: number;
  readonly stepMs: number;
  readonly megawatts: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly #levels: readonly Level[];

  /** @param previous an earlier state of the segment: what is equal in it is taken over, not computed again */
  constructor({ start, stepMs, megawatts, low, high }: Segment, previous?: SegmentPyramid) {
    this.start = start;
    this.stepMs = stepMs;
    this.megawatts = megawatts;
    this.low = low ?? megawatts;
    this.high = high ?? megawatts;
    this.#levels = levelsOf(
      this.#values,
      previous && changeOf(this.#values, previous.#values),
      previous ? previous.#levels : undefined,
    );
  }

  /** Start of the first interval, epoch milliseconds. */
  get from(): number {
    return this.start;
  }

  /** End of the last interval, exclusive, epoch milliseconds. */
  get to(): number {
    return segmentEnd(this);
  }

  /** What lies below the lowest level. */
  get #values(): Level {
    return { low: this.low, high: this.high, sum: this.megawatts };
  }

  /** Sums up the values with indices in `[from, to)`, which must be within the segment and not empty. */
  summarize(from: number, to: number, into: ValueSummary): void {
    into.low = Number.POSITIVE_INFINITY;
    into.high = Number.NEGATIVE_INFINITY;
    into.sum = 0;
    let level = this.#values;
    let size = FIRST;
    for (const next of this.#levels) {
      const first = Math.ceil(from / size);
      const end = Math.floor(to / size);
      if (first >= end) break;
      take(level, from, first * size, into);
      take(level, end * size, to, into);
      [from, to, level, size] = [first, end, next, NEXT];
    }
    take(level, from, to, into);
  }
}

function take({ low, high, sum }: Level, from: number, to: number, into: ValueSummary): void {
  for (let i = from; i < to; i++) {
    const least = low[i] ?? 0;
    const most = high[i] ?? 0;
    if (least < into.low) into.low = least;
    if (most > into.high) into.high = most;
    into.sum += sum[i] ?? 0;
  }
}

/** What has changed in a segment: the first and last index that differ, the last one exclusive. */
interface Change {
  readonly from: number;
  readonly to: number;
}

function changeOf(values: Level, before: Level): Change {
  const length = values.sum.length;
  if (
    isContinued(before.sum, values.sum) &&
    isContinued(before.low, values.low) &&
    isContinued(before.high, values.high)
  ) {
    return { from: before.sum.length, to: length };
  }
  const common = Math.min(length, before.sum.length);
  const isSame = (i: number) =>
    values.sum[i] === before.sum[i] && values.low[i] === before.low[i] && values.high[i] === before.high[i];
  let from = 0;
  while (from < common && isSame(from)) from++;
  let to = length;
  if (length === before.sum.length) while (to > from && isSame(to - 1)) to--;
  return { from, to };
}

function levelsOf(
  values: Level,
  change: Change = { from: 0, to: values.sum.length },
  before: readonly Level[] = [],
): Level[] {
  const levels: Level[] = [];
  let below = values;
  let { from, to } = change;
  for (let size = FIRST; below.low.length >= size; size = NEXT) {
    const length = Math.floor(below.low.length / size);
    from = Math.floor(from / size);
    to = Math.min(length, Math.ceil(to / size));
    below = levelAbove(below, { size, length, change: { from, to }, before: before[levels.length] });
    levels.push(below);
  }
  return levels;
}

interface LevelPlan {
  readonly size: number;
  readonly length: number;
  readonly change: Change;
  readonly before: Level | undefined;
}

function levelAbove(below: Level, { size, length, change, before }: LevelPlan): Level {
  if (before?.sum.length === length && change.from >= change.to) return before;
  const copy = (old: Float64Array | undefined) => {
    const made = new Float64Array(length);
    if (old) made.set(old.subarray(0, length));
    return made;
  };
  const level = { low: copy(before?.low), high: copy(before?.high), sum: copy(before?.sum) };
  const summary: ValueSummary = { low: 0, high: 0, sum: 0 };
  for (let i = change.from; i < change.to; i++) {
    summary.low = Number.POSITIVE_INFINITY;
    summary.high = Number.NEGATIVE_INFINITY;
    summary.sum = 0;
    take(below, i * size, (i + 1) * size, summary);
    level.low[i] = summary.low;
    level.high[i] = summary.high;
    level.sum[i] = summary.sum;
  }
  return level;
}
