import { presentSpans } from '../chart/time-span.ts';
import { areaName } from './area-name.ts';
import type { ChartView } from './chart-view.ts';
import type { ReadyState } from './series-controller.ts';
import { strings } from './strings.ts';

/** Why there is nothing to be seen, or undefined where there is something. */
export function emptyReason(
  { area, series }: ReadyState,
  view: ChartView,
  locale: string,
): string | undefined {
  const { from, to } = view.frame.range;
  const known = presentSpans(series.flatMap((one) => one.segments));
  if (known.some((span) => span.from < to && span.to > from)) return undefined;
  if (area.dataUntil === undefined) return strings.noDataHere(areaName(area, locale));
  if (area.dataUntil <= from) return strings.noDataSince(view.labels.instant(area.dataUntil));
  return strings.noDataInRange;
}
