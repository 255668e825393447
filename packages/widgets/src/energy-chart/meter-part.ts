import { html, nothing, type TemplateResult } from 'lit';
import type { ChartClient } from './chart-client.ts';
import { ChartError } from './chart-error.ts';
import { ChartErrorEvent } from './chart-error-event.ts';
import type { EnergyChartElement } from './energy-chart-element.ts';
import { strings } from './strings.ts';

/** What a page can put into a chart that shows a meter too. */
const SLOTS = ['title', 'footer', 'subscription-ended'];

let isLoading = false;

/** Whether a chart shows a meter in place of a series. */
export function showsMeter({ meter, consumption }: EnergyChartElement): boolean {
  return meter !== '' || consumption !== undefined;
}

/** The part of a chart that shows a meter; loaded when it is first asked for. */
export function renderMeterPart(chart: EnergyChartElement, client: ChartClient): TemplateResult {
  if (!isLoading) {
    isLoading = true;
    import('./meter/meter-chart-element.ts').catch((cause: unknown) => {
      isLoading = false;
      chart.dispatchEvent(new ChartErrorEvent(new ChartError(strings.partMissing, { cause })));
    });
  }
  const { meter, consumption, area, areaType, from, to, span, table, controls } = chart;
  const input = {
    ...{ meter, consumption, area, areaType, from, to, span, table, controls, client },
    server: chart.server || location.origin,
    ownClient: chart.client,
    set: (change: object) => Object.assign(chart, change),
    emit: (event: Event) => chart.dispatchEvent(event),
  };
  return html`<energy-chart-meter
    exportparts="header, title, latest, badge, plot, tooltip, footer, empty, error, table"
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
