import { html, nothing, type TemplateResult } from 'lit';
import { wrongChoice } from '../chart-choices.ts';
import type { ChartClient } from '../chart-client.ts';
import type { SomeSettings } from '../chart-state.ts';
import type { EnergyChartElement } from '../energy-chart-element.ts';
import type { UserChanges } from '../user-changes.ts';
import './meter-chart-element.ts';

/** What a page can put into a chart that shows a meter too. */
const SLOTS = ['title', 'legend', 'footer', 'subscription-ended'];

/** What a chart shows in place of a series. */
export function renderMeterPart(
  chart: EnergyChartElement,
  client: ChartClient,
  changes: UserChanges,
): TemplateResult {
  const { meter, consumption, area, areaType, from, to, span, sync, table, controls } = chart;
  const input = {
    ...{ meter, consumption, area, areaType, from, to, span, sync, table, controls, client },
    server: chart.server || location.origin,
    ownClient: chart.client,
    wrong: wrongChoice(chart),
    set: (change: SomeSettings) => changes.set(change),
    emit: (event: Event) => chart.dispatchEvent(event),
  };
  return html`<energy-chart-meter
    exportparts="header, title, latest, badge, controls, plot, tooltip, table, legend, footer, empty, error"
    .input=${input}
    .theme=${chart.theme}
  >
    ${SLOTS.map((name) => (chart.querySelector(`:scope > [slot="${name}"]`) ? renderSlot(name) : nothing))}
  </energy-chart-meter>`;
}

/** Passes on what the page has put into a slot; one without content would hide what is there by default. */
function renderSlot(name: string): TemplateResult {
  return html`<slot name=${name} slot=${name}></slot>`;
}
