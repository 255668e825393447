import { type Grid, layOnGrid } from './lay-on-grid.ts';
import { clipSegments, joinSegments, type Segment, segmentEnd, type TimeRange } from './segment.ts';
import type { SeriesKey } from './series-key.ts';

/**
 * The values of one series: an immutable list of {@link Segment}s in time order. Timestamps are computed
 * from start and step, not stored. A gap is the absence of a segment; there is no marker for it, and a
 * zero is always a published zero.
 *
 * All times are epoch milliseconds, UTC; all values megawatts.
 *
 * @example
 * for (const [time, megawatts] of series) console.log(new Date(time), megawatts);
 * series.at(Date.UTC(2026, 0, 1));                                 // 4569.5, or undefined in a gap
 * series.toRegular({ from, to, stepMs: 3_600_000 });               // hourly means, NaN for gaps
 */
export class SeriesValues implements Iterable<readonly [time: number, megawatts: number]> {
  readonly key: SeriesKey;
  /** In time order, never overlapping, never empty, joined where they touch with the same step. */
  readonly segments: readonly Segment[];
  /** How many intervals have a value. */
  readonly length: number;

  /**
   * @param segments in time order and not overlapping; touching ones of one step are joined.
   * @throws RangeError when they are not, or hold something that is not a number.
   */
  constructor(key: SeriesKey, segments: readonly Segment[]) {
    this.key = key;
    this.segments = joinSegments(segments);
    this.length = this.segments.reduce((length, segment) => length + segment.megawatts.length, 0);
  }

  /** Start of the first interval with a value; undefined when there is none. */
  get firstTime(): number | undefined {
    return this.segments[0]?.start;
  }

  /** Start of the last interval with a value; undefined when there is none. */
  get lastTime(): number | undefined {
    const last = this.segments.at(-1);
    return last && segmentEnd(last) - last.stepMs;
  }

  /** End of the last interval with a value; undefined when there is none. */
  get endTime(): number | undefined {
    const last = this.segments.at(-1);
    return last && segmentEnd(last);
  }

  /** The value of the interval that holds this time, or undefined where nothing is known. */
  at(time: number): number | undefined {
    const segment = this.#segmentAt(time);
    return segment?.megawatts[Math.floor((time - segment.start) / segment.stepMs)];
  }

  /**
   * The lowest and the highest value within the interval or bucket that holds this time, or undefined where nothing is
   * known. Of what is not a bucket both are its value.
   */
  extremesAt(time: number): { readonly low: number; readonly high: number } | undefined {
    const segment = this.#segmentAt(time);
    if (!segment) return undefined;
    const { start, stepMs, megawatts, low = megawatts, high = megawatts } = segment;
    const index = Math.floor((time - start) / stepMs);
    return { low: low[index] ?? Number.NaN, high: high[index] ?? Number.NaN };
  }

  /** Start of each interval with its value, in time order. */
  *[Symbol.iterator](): IterableIterator<readonly [time: number, megawatts: number]> {
    for (const { start, stepMs, megawatts } of this.segments) {
      let time = start;
      for (const value of megawatts) {
        yield [time, value];
        time += stepMs;
      }
    }
  }

  /** The part whose intervals start in `[from, to)`. It shares the memory of this series. */
  between(from: number, to: number): SeriesValues {
    return new SeriesValues(this.key, clipSegments(this.segments, { from, to }));
  }

  /**
   * The values on a regular grid, NaN where any part of a slot is not known. A slot finer than the
   * published intervals repeats their value; a coarser one holds their mean, weighted by time.
   *
   * @throws RangeError when the grid is not one, or has more than 10,000,000 slots.
   */
  toRegular(grid: Grid): Float64Array {
    return layOnGrid(this.segments, grid);
  }

  /**
   * The series with everything that starts in `[from, to)` replaced by the given segments; no segment
   * means that nothing is known there any more. Segments are clipped to the range. An interval outside
   * the range that a new one overlaps (the resolution has changed) gives way to the new one.
   */
  patched(range: TimeRange, segments: readonly Segment[]): SeriesValues {
    const middle = clipSegments(segments, range);
    const [first] = middle;
    const last = middle.at(-1);
    const before = clipSegments(this.segments, { from: Number.NEGATIVE_INFINITY, to: range.from });
    const after = clipSegments(this.segments, {
      from: last ? Math.max(range.to, segmentEnd(last)) : range.to,
      to: Number.POSITIVE_INFINITY,
    });
    return new SeriesValues(this.key, [
      ...(first ? before.flatMap((segment) => endBefore(segment, first.start)) : before),
      ...middle,
      ...after,
    ]);
  }

  #segmentAt(time: number): Segment | undefined {
    let low = 0;
    let high = this.segments.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const segment = this.segments[middle];
      if (segment && segmentEnd(segment) <= time) low = middle + 1;
      else high = middle;
    }
    const segment = this.segments[low];
    return segment && segment.start <= time ? segment : undefined;
  }
}

/** The intervals of a segment that end at or before a time. */
function endBefore(segment: Segment, time: number): Segment[] {
  return clipSegments([segment], { from: segment.start, to: time - segment.stepMs + 1 });
}
