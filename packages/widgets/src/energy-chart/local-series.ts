import { segmentEnd } from '../chart/segment.ts';
import type { AreaSeries, AreaType, ChartArea, ChartSelection } from './chart-client.ts';

/** Whether a series is one of those that a chart asks for, by map code or EIC code. */
export function isSelected({ key }: AreaSeries, request: ChartSelection): boolean {
  const [area, wanted] =
    'toArea' in request
      ? [key.toArea, request.toArea]
      : [key.area, 'fromArea' in request ? request.fromArea : request.area];
  return area?.areaType === request.areaType && [area.mapCode, area.eic].includes(wanted);
}

/** The areas of some series that have a role, each with the stretch of time that its series cover. */
export function areasOf(all: readonly AreaSeries[], areaType: AreaType): ChartArea[] {
  const series = all.filter(({ key }) => key.area.areaType === areaType);
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
