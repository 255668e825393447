import type { ChartFrame } from '../../chart/chart-frame.ts';
import type { TimeSpan } from '../../chart/time-span.ts';
import { areaName } from '../area-name.ts';
import type { ChartView } from '../chart-view.ts';
import type { ReadyState } from '../series-controller.ts';
import { upkeepStrings } from './upkeep-strings.ts';

/** Why there is nothing to be seen, or undefined where there is something. */
export function emptyReason(
  { area, loaded }: ReadyState,
  { frame, legend, labels }: ChartView,
  locale: string,
): string | undefined {
  if (legend.length > 0 && frame.series.every(({ mark }) => mark === 'figure'))
    return upkeepStrings.allHidden;
  if (!isBare(frame, loaded)) return undefined;
  if (area.dataUntil === undefined) return upkeepStrings.noDataHere(areaName(area, locale));
  if (area.dataUntil <= frame.range.from)
    return upkeepStrings.noDataSince(labels.zonedInstant(area.dataUntil));
  return upkeepStrings.noDataInRange;
}

/** Whether all of a range has been read, and nothing is known of it. */
export function isBare({ range, gapIndex }: ChartFrame, loaded: TimeSpan): boolean {
  return loaded.from <= range.from && range.to <= loaded.to && !gapIndex.knows(range);
}
