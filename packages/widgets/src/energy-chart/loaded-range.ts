import { newestEnd } from '../chart/newest-end.ts';
import { finestStep } from '../chart/readout.ts';
import type { TimeSpan } from '../chart/time-span.ts';
import type { AreaSeries, ChartArea } from './chart-client.ts';
import { type Detail, detailFor } from './detail.ts';
import { type DataBounds, type RequestedRange, shownRange, watchedRange } from './shown-range.ts';

/** A stretch of time that has been read, or is to be, and how finely. */
export type Loaded = TimeSpan & Detail;

/** What must be read for a range, and how finely. @param columns pixel columns of the plot */
export function neededFor(requested: RequestedRange, bounds: DataBounds, columns: number): Loaded {
  const shown = shownRange(requested, bounds);
  return { ...watchedRange(requested, bounds), ...detailFor(shown.to - shown.from, columns) };
}

/** Where the data of an area begins and ends, as far as is known: what is beyond does not lack. */
export function reachOf({ dataFrom }: ChartArea, newest: number | undefined): TimeSpan {
  return { from: dataFrom ?? Number.NEGATIVE_INFINITY, to: newest ?? Number.POSITIVE_INFINITY };
}

/** Whether nothing has to be read that has not been. */
export function suffices(loaded: Loaded, needed: Loaded): boolean {
  return loaded.from <= needed.from && needed.to <= loaded.to && loaded.bucketMs <= needed.bucketMs;
}

/**
 * End of the newest value, epoch milliseconds; undefined without any. Of buckets alone it is not known: no earlier than
 * the area tells, and no later than the newest of them ends. (A client that has the values at hand may well tell them as they are, and not in the
 * buckets that were asked for.)
 */
export function newestOf(
  series: readonly AreaSeries[],
  { dataUntil }: ChartArea,
  { bucketMs }: Detail,
): number | undefined {
  const end = newestEnd(series);
  if (end === undefined || bucketMs === 0 || finestStep(series) < bucketMs) return end;
  return Math.min(end, Math.max(dataUntil ?? end, end - bucketMs));
}
