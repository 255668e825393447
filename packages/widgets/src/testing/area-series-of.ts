import type { Segment } from '../chart/segment.ts';
import type { AreaSeries, ChartArea } from '../energy-chart/chart-client.ts';

/** A country with its usual names. */
export function countryOf(mapCode: string, more: Partial<ChartArea> = {}): ChartArea {
  return {
    eic: `10Y${mapCode}-----------`,
    areaType: 'CTY',
    mapCode,
    name: `${mapCode} CTY`,
    timeZone: 'Europe/Athens',
    ...more,
  };
}

/** The load of a country. */
export function loadOf(area: ChartArea, segments: readonly Segment[]): AreaSeries {
  return { key: { area, measure: 'value' }, segments };
}

/** What a production type generates, or consumes. */
export function generationOf(
  area: ChartArea,
  productionType: string,
  segments: readonly Segment[],
  measure: 'output' | 'consumption' = 'output',
): AreaSeries {
  return { key: { area, productionType, measure }, segments };
}

/** What flows from one country to another. */
export function flowOf(area: ChartArea, toArea: ChartArea, segments: readonly Segment[]): AreaSeries {
  return { key: { area, toArea, measure: 'value' }, segments };
}
