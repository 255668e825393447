import { segmentEnd } from '../chart/segment.ts';
import type { AreaSeries, ChartArea, ChartSelection } from './chart-client.ts';

/** Whether a series is one of those that a chart asks for. */
export function isSelected({ key }: AreaSeries, request: ChartSelection): boolean {
  if ('fromArea' in request) return key.area.mapCode === request.fromArea;
  if ('toArea' in request) return key.toArea?.mapCode === request.toArea;
  return key.area.mapCode === request.area;
}

/** The areas of some series, each with the stretch of time that its series cover. */
export function areasOf(series: readonly AreaSeries[]): ChartArea[] {
  const areas = series.flatMap(({ key }) => [key.area, ...(key.toArea ? [key.toArea] : [])]);
  return [...new Map(areas.map((area) => [area.eic, area])).values()].map((area) => {
    const own = series.filter(({ key }) => key.area.eic === area.eic || key.toArea?.eic === area.eic);
    const segments = own.flatMap((one) => one.segments);
    if (segments.length === 0) return area;
    return {
      ...area,
      dataFrom: segments.reduce((first, { start }) => Math.min(first, start), Number.POSITIVE_INFINITY),
      dataUntil: segments.reduce((last, one) => Math.max(last, segmentEnd(one)), Number.NEGATIVE_INFINITY),
    };
  });
}
