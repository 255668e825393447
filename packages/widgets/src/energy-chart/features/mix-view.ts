import { html, type TemplateResult } from 'lit';
import type { ChartFrame } from '../../chart/chart-frame.ts';
import type { TimeSpan } from '../../chart/time-span.ts';
import type { ChartArea, StreamName } from '../chart-client.ts';
import type { BarChart } from './bar-chart.ts';
import type { ReadyContext } from './chart-host.ts';
import { completeSpans } from './complete-until.ts';
import { energyAmounts } from './energy-amounts.ts';
import { energyShares } from './energy-share.ts';
import { featureStrings } from './feature-strings.ts';
import { renderBars } from './render-bars.ts';

/** Each band's share of the energy in the range, from the intervals in which nothing is missing. */
export function mixBars({ ready: { view, state }, locale }: ReadyContext, stream: StreamName): BarChart {
  const { frame, labels } = view;
  const spans = completeSpans(frame);
  const covered = spans.reduce((sum, { from, to }) => sum + to - from, 0);
  const told = toldRange(frame, state.area);
  const missing = told.to - told.from - covered;
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const hours = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const shares = energyShares(frame.series, spans);
  const amount = energyAmounts(
    shares.map(({ megawattHours }) => megawattHours),
    locale,
  );
  const bars = shares.map(({ series, megawattHours, share }) => ({
    label: series.label,
    color: series.color,
    value: megawattHours,
    text: `${megawattHours < 0 ? '' : `${percent.format(share)} · `}${amount(megawattHours)}`,
  }));
  const range = `${labels.datedInterval(told)}, ${labels.zone(told)}`;
  const left = missing > 0 ? [featureStrings.leftOut(hours.format(missing / 3_600_000))] : [];
  const name = featureStrings.views.mix;
  const part = stream === 'generation' ? featureStrings.productionType : featureStrings.area;
  return { name, notes: [range, ...left], columns: [part, featureStrings.energy], unit: 'MWh', bars };
}

/** What of the range there can be data of: before the first and after the newest nothing is missing. */
function toldRange({ range, loaded, gapIndex }: ChartFrame, { dataFrom = loaded.from }: ChartArea): TimeSpan {
  const from = Math.max(range.from, loaded.from, dataFrom);
  return { from, to: Math.max(from, Math.min(range.to, gapIndex.newest ?? range.to)) };
}

/** The mix as bars, one below the other. */
export function renderMix({ name, notes, bars }: BarChart, title: string): TemplateResult {
  return html`<div class="scroll mix" tabindex="0" role="region" aria-label=${`${title}, ${featureStrings.views.mix}`}>
    <p class="note">${notes.join('. ')}</p>
    ${bars.length > 0 ? renderBars(bars, name) : html`<p class="note">${featureStrings.noMix}</p>`}
  </div>`;
}
