import type { ChartFrame } from '../chart/chart-frame.ts';
import { readoutAt } from '../chart/readout.ts';
import type { TimeSpan } from '../chart/time-span.ts';

const DAY_MS = 86_400_000;

/** The one number that stands for a chart: load, net import, or total generation. */
export interface LatestValue {
  readonly megawatts: number;
  readonly kind: 'value' | 'total' | 'net';
  /** The interval it is for. */
  readonly span: TimeSpan;
  /** Whether something is missing from it. */
  readonly isPartial: boolean;
}

/**
 * The newest number that nothing is missing from; where there has been none for a day, the newest one, as what it is.
 * Undefined without any in the range.
 */
export function latestValue({
  series,
  range,
  gaps,
  gapIndex,
}: Pick<ChartFrame, 'series' | 'range' | 'gaps' | 'gapIndex'>): LatestValue | undefined {
  const newest = Math.min(gapIndex.newest ?? Number.NEGATIVE_INFINITY, range.to);
  const late = gaps.partial.at(-1);
  const isLate = late?.to === newest;
  const isPartial = isLate && late.from <= Math.max(range.from, newest - DAY_MS);
  const end = isLate && !isPartial ? late.from : newest;
  if (end <= range.from) return undefined;
  const { rows, total, span } = readoutAt(series, end - 1);
  if (total !== undefined) return { megawatts: total, kind: 'total', span, isPartial };
  const [first] = rows;
  if (first?.megawatts === undefined) return undefined;
  const kind = first.series.group === 'net' ? 'net' : 'value';
  return { megawatts: first.megawatts, kind, span, isPartial };
}
