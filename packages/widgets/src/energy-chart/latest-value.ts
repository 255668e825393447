import type { ChartFrame } from '../chart/chart-frame.ts';
import { readoutAt } from '../chart/readout.ts';
import type { TimeSpan } from '../chart/time-span.ts';

/** The one number that stands for a chart: load, net import, or total generation. */
export interface LatestValue {
  readonly megawatts: number;
  readonly kind: 'value' | 'total' | 'net';
  /** The interval it is for. */
  readonly span: TimeSpan;
}

/** The newest number that nothing is missing from, or undefined without any in the range. */
export function latestValue({
  series,
  range,
  gaps,
  gapIndex,
}: Pick<ChartFrame, 'series' | 'range' | 'gaps' | 'gapIndex'>): LatestValue | undefined {
  const newest = Math.min(gapIndex.newest ?? Number.NEGATIVE_INFINITY, range.to);
  const late = gaps.partial.at(-1);
  const end = late?.to === newest ? late.from : newest;
  if (end <= range.from) return undefined;
  const { rows, total, span } = readoutAt(series, end - 1);
  if (total !== undefined) return { megawatts: total, kind: 'total', span };
  const [first] = rows;
  if (first?.megawatts === undefined) return undefined;
  return { megawatts: first.megawatts, kind: first.series.group === 'net' ? 'net' : 'value', span };
}
