import type { ChartFrame } from '../chart/chart-frame.ts';
import type { ChartSeries } from '../chart/chart-series.ts';
import type { PlotLayout } from '../chart/plot-layout.ts';
import { PowerFormat } from '../chart/power-unit.ts';
import type { TimeLabels } from '../chart/time-labels.ts';
import type { ZoneClock } from '../chart/zone-clock.ts';
import type { ChartColors } from './chart-colors.ts';
import type { LatestValue } from './latest-value.ts';

/** How a stream can be looked at. */
export const VIEWS = ['timeline', 'profile', 'mix', 'compare', 'revisions'] as const;

/** How a stream is looked at. */
export type ViewName = (typeof VIEWS)[number];

/** Whether a view is lines of its own in the plot, each one the whole of something. */
export const hasOwnLines = (view: ViewName): boolean => view === 'compare' || view === 'revisions';

/** A chart that has data, as its parts render it. */
export interface ChartView {
  readonly frame: ChartFrame;
  /** The newest number, if any is known in the range. */
  readonly latest: LatestValue | undefined;
  /** What the legend names: the shown series and those that are hidden. */
  readonly legend: readonly ChartSeries[];
  readonly hidden: ReadonlySet<string>;
  readonly layout: PlotLayout;
  readonly clock: ZoneClock;
  readonly colors: ChartColors;
  readonly labels: TimeLabels;
  /** For values, told to the megawatt, or to two digits where that is more. */
  readonly power: PowerFormat;
  /** For the one large number. */
  readonly figure: PowerFormat;
  /** For the value axis. */
  readonly axisPower: PowerFormat;
}

/** Makes the number formats that fit a frame. */
export function powerFormats(
  frame: ChartFrame,
  locale: string,
): Pick<ChartView, 'power' | 'figure' | 'axisPower'> {
  return {
    power: new PowerFormat(frame.unit, locale),
    figure: new PowerFormat(frame.unit, locale, frame.unit.name === 'GW' ? 2 : undefined),
    axisPower: new PowerFormat(frame.unit, locale, frame.scale.decimals),
  };
}
