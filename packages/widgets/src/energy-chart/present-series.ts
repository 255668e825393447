import type { ChartSeries } from '../chart/chart-series.ts';
import type { AreaSeries, StreamName } from './chart-client.ts';
import type { ChartColors } from './chart-colors.ts';
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
  /** Names that are not drawn: what is part of a family is left out of it. */
  readonly hiddenSeries?: readonly string[];
}

/** Turns the series of a stream into what its chart draws: signed, ordered, named and coloured. */
export type Presenter = (series: readonly AreaSeries[], options: PresentOptions) => ChartSeries[];

/** How a stream is shown: loaded while its data is on its way, but for load, which is shown as it comes. */
export async function presenterOf(stream: StreamName): Promise<Presenter> {
  switch (stream) {
    case 'load':
      return presentLoad;
    case 'generation':
      return (await import('./present-generation.ts')).presentGeneration;
    case 'flows':
      return (await import('./present-flows.ts')).presentFlows;
  }
}

function presentLoad(series: readonly AreaSeries[], { colors }: PresentOptions): ChartSeries[] {
  return series.map(({ segments }, i) => ({
    id: `load-${i}`,
    label: strings.load,
    color: colors.accent,
    mark: 'area',
    group: 'load',
    groupLabel: strings.load,
    segments,
  }));
}
