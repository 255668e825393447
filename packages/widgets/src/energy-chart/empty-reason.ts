import { areaName } from './area-name.ts';
import type { ChartView } from './chart-view.ts';
import type { ReadyState } from './series-controller.ts';
import { strings } from './strings.ts';

/** Why there is nothing to be seen, or undefined where there is something. */
export function emptyReason(
  { area, loaded }: ReadyState,
  view: ChartView,
  locale: string,
): string | undefined {
  const { range, gapIndex, series } = view.frame;
  if (view.legend.length > 0 && series.every(({ mark }) => mark === 'figure')) return strings.allHidden;
  const isRead = range.from >= loaded.from && range.to <= loaded.to;
  if (!isRead || gapIndex.knows(range)) return undefined;
  if (area.dataUntil === undefined) return strings.noDataHere(areaName(area, locale));
  if (area.dataUntil <= range.from) return strings.noDataSince(view.labels.zonedInstant(area.dataUntil));
  return strings.noDataInRange;
}
