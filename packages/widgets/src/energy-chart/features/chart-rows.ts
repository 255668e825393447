import type { ChartSeries } from '../../chart/chart-series.ts';
import { intervalAt, type Segment, segmentEnd, sliceSegment } from '../../chart/segment.ts';
import { presentSpans, type TimeSpan } from '../../chart/time-span.ts';

/** The values of all series in one interval. */
export interface ChartRow extends TimeSpan {
  /** Megawatts by place of the series; undefined in a gap. */
  readonly values: readonly (number | undefined)[];
  /** By place of the series: for how long nothing is known of a bucket that has a value, in milliseconds. */
  readonly missingMs: readonly number[];
}

/**
 * A row for each stretch of a range in which no series begins or ends a value: an interval of the finest step that any has
 * there, or the whole of a gap that all have. Rows follow each other, and none lies over another. There may be hundreds of thousands: a row is made when it is asked for.
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
  const edges = edgesOf(series, range);
  const spans: TimeSpan[] = [];
  edges.forEach((from, i) => {
    const to = edges[i + 1];
    if (to !== undefined && from < range.to && to > range.from) spans.push({ from, to });
  });
  return spans;
}

/** The times at which any value of a range begins or ends, in order, each once: no value changes between two of them. */
function edgesOf(series: readonly ChartSeries[], { from, to }: TimeSpan): Float64Array {
  // Where the values of one series end in the middle of another's, that one is looked at as a whole.
  const within = {
    from: Math.min(from, ...series.map(({ segments }) => intervalAt(segments, from)?.start ?? from)),
    to: Math.max(to, ...series.map(({ segments }) => intervalAt(segments, to - 1)?.end ?? to)),
  };
  const parts = series.flatMap(({ segments }) => segments.map((segment) => partWithin(segment, within)));
  // Most series share one grid: what they have in common is walked once.
  const grids = Map.groupBy(parts, ({ start, stepMs }) => `${stepMs} ${start % stepMs}`);
  const edges = [...grids.values()].map((segments) => gridEdges(segments));
  const [only] = edges;
  if (only && edges.length === 1) return only;
  return Float64Array.from(new Set(edges.flatMap((times) => [...times]))).sort();
}

/** The intervals of a segment that lie at least partly in a range. */
function partWithin(segment: Segment, { from, to }: TimeSpan): Segment {
  const { start, stepMs } = segment;
  const index = (places: number) => Math.max(0, Math.min(segment.megawatts.length, places));
  return sliceSegment(
    segment,
    index(Math.floor((from - start) / stepMs)),
    index(Math.ceil((to - start) / stepMs)),
  );
}

/** The edges of all values of segments that share a grid: within a stretch that at least one knows, every point of it. */
function gridEdges(segments: readonly Segment[]): Float64Array {
  const stepMs = segments[0]?.stepMs ?? 1;
  const spans = presentSpans(segments);
  const counts = spans.map(({ from, to }) => (to - from) / stepMs + 1);
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
    return !Number.isNaN(this.megawatts);
  }
}
