import { strings } from '../strings.ts';
import { summaryStrings } from '../summary-strings.ts';
import { meterStrings } from './meter-strings.ts';
import { type MeterView, megawattText } from './meter-view.ts';
import { barRows, incompleteness } from './render-meter-plot.ts';

/** Sum of what is shown, in watt-hours. */
export function totalOf({ state }: MeterView): number {
  return state.data.values.reduce((sum, { wattHours }) => sum + wattHours, 0);
}

/** Sum of what is above the limit, in words; empty where nothing is. */
export function aboveWords({ state, energy }: MeterView): string {
  const above = state.data.values.reduce((sum, { aboveLimitWattHours }) => sum + aboveLimitWattHours, 0);
  return above > 0 ? meterStrings.aboveOf(energy.text(above)) : '';
}

/** What 100 % is, of the bars and of the line; empty where both are in their own units. */
export function scaleWords({ series, energy, loadName, locale }: MeterView): string {
  const { ownMeanWatts, loadMeanMegawatts } = series;
  if (ownMeanWatts === undefined || loadMeanMegawatts === undefined) return '';
  const own = `${meterStrings.own}: ${energy.text(ownMeanWatts)}/h`;
  return meterStrings.percentOf(`${own}; ${loadName}: ${megawattText(loadMeanMegawatts, locale)}`);
}

/** The chart in words, for those who do not see it: range, sum, least and most. */
export function meterSummary(view: MeterView): string {
  const { labels, state, energy } = view;
  const { values } = state.data;
  const least = values.reduce((a, b) => (b.wattHours < a.wattHours ? b : a), values[0] ?? noValue);
  const most = values.reduce((a, b) => (b.wattHours > a.wattHours ? b : a), values[0] ?? noValue);
  const { from, to } = state.range;
  const parts = [
    summaryStrings.summaryRange(labels.instant(from), labels.instant(to), labels.zone(state.range)),
    `${strings.total} ${energy.text(totalOf(view))}`,
    summaryStrings.summaryLowest(energy.text(least.wattHours), labels.instant(least.from.getTime())),
    summaryStrings.summaryHighest(energy.text(most.wattHours), labels.instant(most.from.getTime())),
    aboveWords(view),
    scaleWords(view),
  ];
  return parts.filter(Boolean).join(', ');
}

/** A bar in words, for the live region. */
export function barWords(view: MeterView, index: number): string {
  const bar = view.series.bars[index];
  if (!bar) return '';
  const rows = barRows(view, index).map(([name, value]) => `${name} ${value}`);
  return [`${view.labels.interval(bar, view.state.range)}: ${rows.join(', ')}`, incompleteness(view, index)]
    .filter(Boolean)
    .join(', ');
}

const noValue = { wattHours: 0, from: new Date(0) };
