import type { ChartFrame } from '../../chart/chart-frame.ts';
import { spansWithin, type TimeSpan, uncoveredSpans } from '../../chart/time-span.ts';

/** The stretches of a frame's range in which every series that was to be expected has a value. */
export function completeSpans({ range, gaps, gapIndex }: ChartFrame): TimeSpan[] {
  return spansWithin(gapIndex.known, range).flatMap((span) => uncoveredSpans(gaps.partial, span));
}
