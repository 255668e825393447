import type { ChartSeries } from '../chart/chart-series.ts';
import { negated } from '../chart/segment.ts';
import { sumSegments } from '../chart/segment-sum.ts';
import { neighbourColor } from '../theme/neighbour-colors.ts';
import { areaName } from './area-name.ts';
import type { AreaSeries, ChartArea } from './chart-client.ts';
import { flowStrings } from './flow-strings.ts';
import { isEverNonZero } from './non-zero.ts';
import type { PresentOptions } from './present-series.ts';

/**
 * Flows of an area as bands, imports above the zero line and exports below, one colour a neighbour,
 * in the order of their map codes, which no language changes, with the net exchange as a line. The net is a gap where a
 * neighbour is missing.
 */
export function presentFlows(series: readonly AreaSeries[], options: PresentOptions): ChartSeries[] {
  const codes = [...new Set(series.map((one) => codeOf(neighbourOf(one, options))))].sort();
  const bands = series
    .map((one) => bandOf(one, { ...options, codes }))
    .sort((a, b) => codes.indexOf(a.group) - codes.indexOf(b.group));
  const directions = bands.map((band) => band.segments);
  const net: ChartSeries = {
    id: 'net',
    label: flowStrings.net,
    color: options.colors.text,
    mark: 'line',
    group: 'net',
    groupLabel: flowStrings.net,
    segments: sumSegments(directions, 'gap'),
  };
  return bands.length > 0 ? [...bands.filter(isEverNonZero), net] : [];
}

function bandOf(series: AreaSeries, chart: PresentOptions & { codes: string[] }): ChartSeries {
  const area = neighbourOf(series, chart);
  const neighbour = area ? areaName(area, chart.locale) : '';
  const code = codeOf(area);
  const isExport = series.key.area.eic === chart.eic;
  return {
    id: `${isExport ? 'to' : 'from'} ${neighbour}`,
    label: isExport ? flowStrings.exportTo(neighbour) : flowStrings.importFrom(neighbour),
    color: neighbourColor(chart.codes.indexOf(code)),
    mark: 'band',
    group: code,
    groupLabel: neighbour,
    segments: isExport ? negated(series.segments) : series.segments,
  };
}

function neighbourOf({ key }: AreaSeries, { eic }: PresentOptions): ChartArea | undefined {
  return key.area.eic === eic ? key.toArea : key.area;
}

function codeOf(area: ChartArea | undefined): string {
  return area?.mapCode ?? '';
}
