import type { ChartSeries } from '../chart/chart-series.ts';
import type { AreaSeries, StreamName } from './chart-client.ts';
import type { ChartColors } from './chart-colors.ts';
import { presentFlows } from './present-flows.ts';
import { presentGeneration } from './present-generation.ts';
import { strings } from './strings.ts';

/** How the series of a stream are to be shown. */
export interface PresentOptions {
  /** EIC code of the area that the chart is about. */
  readonly eic: string;
  readonly colors: ChartColors;
  /** BCP 47 tag of the language that areas are named in. */
  readonly locale: string;
  /** Too narrow for every production type: families instead. */
  readonly isNarrow: boolean;
}

/** Turns the series of a stream into what its chart draws: signed, ordered, named and coloured. */
export function presentSeries(
  stream: StreamName,
  series: readonly AreaSeries[],
  options: PresentOptions,
): ChartSeries[] {
  switch (stream) {
    case 'load':
      return series.map(({ segments }, i) => ({
        id: `load-${i}`,
        label: strings.load,
        color: options.colors.accent,
        mark: 'area',
        group: 'load',
        groupLabel: strings.load,
        segments,
      }));
    case 'generation':
      return presentGeneration(series, options);
    case 'flows':
      return presentFlows(series, options);
  }
}
