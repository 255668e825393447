import type { ChartFrame, TimeAxis } from '../../chart/chart-frame.ts';
import type { ChartSeries } from '../../chart/chart-series.ts';
import { gridOver, visitColumns } from '../../chart/column-grid.ts';
import { type Readout, readoutAt, readoutOf } from '../../chart/readout.ts';
import type { Interval } from '../../chart/segment.ts';
import type { TimeSpan } from '../../chart/time-span.ts';

/** What a readout needs of a frame. */
export type ReadFrame = Pick<ChartFrame, 'series' | 'pyramids'> & TimeAxis;

/**
 * What a chart knows at a time: of the interval there, or of all intervals that share its pixel, with their mean and
 * extremes. Whoever points at a peak is told of it, however many values lie beside it.
 */
export function readoutUnder(frame: ReadFrame, time: number): Readout {
  const { series, range, axis = range } = frame;
  const readout = readoutAt(series, time);
  const { from, to } = readout.span;
  const stepMs = to - from;
  const pixelMs = pixelMsOf(frame);
  if (pixelMs < 2 * stepMs) return readout;
  const left = axis.from + Math.floor((time - axis.from) / pixelMs) * pixelMs;
  const first = from - Math.ceil((from - left) / stepMs) * stepMs;
  const span = { from: first, to: first + Math.ceil((left + pixelMs - first) / stepMs) * stepMs };
  return readoutOf(
    series,
    series.map((one) => summaryOf(frame, one, span)),
    span,
  );
}

/** What a pixel's width stands for, in milliseconds. */
export function pixelMsOf({ range, axis = range, width }: TimeAxis): number {
  return (axis.to - axis.from) / width;
}

/** All that a series has in a stretch of time, as one interval; undefined where it has nothing. */
function summaryOf({ pyramids }: ReadFrame, series: ChartSeries, span: TimeSpan): Interval | undefined {
  let [share, weighted, low, high] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  visitColumns(pyramids.of(series), gridOver(span, 1), (_, cell) => {
    share += cell.share;
    weighted += cell.weighted;
    low = Math.min(low, cell.low);
    high = Math.max(high, cell.high);
  });
  if (share === 0) return undefined;
  const missingMs = Math.round((1 - share) * (span.to - span.from));
  return { start: span.from, end: span.to, megawatts: weighted / share, low, high, missingMs };
}
