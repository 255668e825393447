import type { ChartSeries } from '../../chart/chart-series.ts';
import { intervalAt, type Segment, segmentEnd } from '../../chart/segment.ts';
import { type TimeSpan, unionOfSpans } from '../../chart/time-span.ts';

/** The values of all series in one interval. */
export interface ChartRow extends TimeSpan {
  /** Megawatts by place of the series; undefined in a gap. */
  readonly values: readonly (number | undefined)[];
  /** By place of the series: for how long nothing is known of a bucket that has a value, in milliseconds. */
  readonly missingMs: readonly number[];
}

/**
 * A row for each interval of a range, of the finest step that any series has there; where no series has a value one
 * row for the whole of the gap. There may be hundreds of thousands: a row is made when it is asked for.
 */
export class ChartRows {
  readonly #series: readonly ChartSeries[];
  readonly #spans: readonly TimeSpan[];

  constructor(series: readonly ChartSeries[], range: TimeSpan) {
    this.#series = series;
    this.#spans = rowSpans(series, range);
  }

  get length(): number {
    return this.#spans.length;
  }

  /** The row with this index, in time order. @throws RangeError where there is none. */
  at(index: number): ChartRow {
    const span = this.#spans[index];
    if (!span) throw new RangeError(`there are ${this.length} rows, none has the index ${index}`);
    const intervals = this.#series.map((one) => intervalAt(one.segments, span.from));
    return {
      ...span,
      values: intervals.map((interval) => interval?.megawatts),
      missingMs: intervals.map((interval) => interval?.missingMs ?? 0),
    };
  }

  /** The megawatts of one series in every row, NaN in gaps. @param column place of the series */
  column(column: number): Float64Array {
    const walk = new SegmentWalk(this.#series[column]?.segments ?? []);
    return Float64Array.from(this.#spans, ({ from }) => (walk.moveTo(from) ? walk.megawatts : Number.NaN));
  }
}

function rowSpans(series: readonly ChartSeries[], range: TimeSpan): TimeSpan[] {
  const walks = series.map((one) => new SegmentWalk(one.segments));
  const spans: TimeSpan[] = [];
  let end: number | undefined;
  for (const from of intervalStarts(series, range)) {
    let to = Number.POSITIVE_INFINITY;
    for (const walk of walks) if (walk.moveTo(from) && walk.end < to) to = walk.end;
    if (to === Number.POSITIVE_INFINITY) continue;
    if (end !== undefined && end < from) spans.push({ from: end, to: from });
    spans.push({ from, to });
    end = to;
  }
  return spans;
}

/** The starts of all intervals that lie at least partly in a range, in order, each once. */
function intervalStarts(series: readonly ChartSeries[], range: TimeSpan): Float64Array {
  const within = series
    .flatMap((one) => one.segments)
    .filter((segment) => segment.start < range.to && segmentEnd(segment) > range.from);
  // Most series share one grid: what they have in common is walked once.
  const grids = Map.groupBy(within, ({ start, stepMs }) => `${stepMs} ${start % stepMs}`);
  const starts = [...grids.values()].map((segments) => gridStarts(segments, range));
  const [only] = starts;
  if (only && starts.length === 1) return only;
  return Float64Array.from(new Set(starts.flatMap((times) => [...times]))).sort();
}

function gridStarts(segments: readonly Segment[], range: TimeSpan): Float64Array {
  const stepMs = segments[0]?.stepMs ?? 1;
  const spans = unionOfSpans(
    segments.map((segment) => {
      const skipped = Math.max(0, Math.floor((range.from - segment.start) / stepMs));
      return {
        from: segment.start + skipped * stepMs,
        to: Math.min(segmentEnd(segment), range.to),
      };
    }),
  );
  const counts = spans.map(({ from, to }) => Math.ceil((to - from) / stepMs));
  const times = new Float64Array(counts.reduce((sum, count) => sum + count, 0));
  let at = 0;
  spans.forEach(({ from }, i) => {
    for (let k = 0; k < (counts[i] ?? 0); k++) times[at++] = from + k * stepMs;
  });
  return times;
}

/** Reads segments at times that only go forward, without looking for each anew. */
class SegmentWalk {
  /** Of the interval at the time that was moved to. */
  megawatts = Number.NaN;
  /** End of that interval. */
  end = Number.NaN;
  readonly #segments: readonly Segment[];
  #at = 0;

  constructor(segments: readonly Segment[]) {
    this.#segments = segments;
  }

  /** Goes to a time that is no earlier than the last. Returns whether there is a value. */
  moveTo(time: number): boolean {
    let segment = this.#segments[this.#at];
    while (segment && segmentEnd(segment) <= time) segment = this.#segments[++this.#at];
    if (!segment || segment.start > time) return false;
    const index = Math.floor((time - segment.start) / segment.stepMs);
    this.megawatts = segment.megawatts[index] ?? Number.NaN;
    this.end = segment.start + (index + 1) * segment.stepMs;
    return !Number.isNaN(this.megawatts);
  }
}
