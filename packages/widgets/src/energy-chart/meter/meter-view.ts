import { type BarFrame, barFrame } from '../../chart/bar-frame.ts';
import { EnergyFormat } from '../../chart/energy-format.ts';
import { type PlotLayout, plotLayout } from '../../chart/plot-layout.ts';
import { TimeLabels } from '../../chart/time-labels.ts';
import { areaName } from '../area-name.ts';
import type { ChartColors } from '../chart-colors.ts';
import { inKilowattHours, inPercentOfMeans, type MeterSeries } from './consumption.ts';
import type { ReadyMeter } from './meter-controller.ts';
import { meterStrings } from './meter-strings.ts';

/** So many times the highest bar is far off. */
const FAR_OFF = 2;

/** A meter's chart that has data, as its parts render it. */
export interface MeterView {
  readonly state: ReadyMeter;
  readonly series: MeterSeries;
  readonly frame: BarFrame;
  readonly layout: PlotLayout;
  readonly labels: TimeLabels;
  readonly energy: EnergyFormat;
  readonly colors: MeterColors;
  readonly title: string;
  /** What the line is called; empty where there is none. */
  readonly loadName: string;
  readonly locale: string;
}

/** The colours of a chart with those of bars. */
export interface MeterColors extends ChartColors {
  readonly alarm: string;
}

/** What a view is made from. */
export interface MeterViewInput {
  readonly state: ReadyMeter;
  readonly area: string;
  readonly locale: string;
  readonly colors: MeterColors;
  /** Size of the box that the plot and its axes share, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Makes the view of a meter's consumption. */
export function meterView({ state, area, locale, colors, now, ...size }: MeterViewInput): MeterView {
  const { data, load, step, range, clock } = state;
  const series = load ? inPercentOfMeans(data, load, step) : inKilowattHours(data, step);
  const layout = plotLayout(size.width, size.height);
  const { name } = data.meter;
  return {
    state,
    series,
    layout,
    frame: barFrame({
      ...series,
      limit: shownLimit(series),
      range,
      // The bar that goes on now is not late.
      known: {
        from: range.from,
        to: Math.min(range.to, Math.max(series.bars.at(-1)?.to ?? 0, now - 2 * 3_600_000)),
      },
      width: layout.width,
      height: layout.height,
      pixelRatio: size.pixelRatio,
      valueTickCount: layout.valueTickCount,
    }),
    labels: new TimeLabels(clock, locale),
    energy: new EnergyFormat(locale),
    colors,
    title: name ? meterStrings.titleOf(name) : meterStrings.own,
    loadName: series.loadMeanMegawatts === undefined ? '' : meterStrings.loadOf(nameOf(area, locale)),
    locale,
  };
}

/** In percent of a mean a limit that is far off would leave the bars no height: there it is not drawn. */
function shownLimit({ bars, line, limit, ownMeanWatts }: MeterSeries): number | undefined {
  if (limit === undefined || ownMeanWatts === undefined) return limit;
  const highest = Math.max(0, ...[...bars, ...line].map(({ value }) => value));
  return limit > FAR_OFF * highest ? undefined : limit;
}

function nameOf(area: string, locale: string): string {
  return areaName({ eic: area, areaType: 'CTY', mapCode: area, name: area, timeZone: 'UTC' }, locale);
}

/** A share as a percentage. */
export function percent(share: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share);
}

/** Megawatts, for people. */
export function megawattText(megawatts: number, locale: string): string {
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  return `${format.format(megawatts)}\u00a0MW`.replace('-', '\u2212');
}
