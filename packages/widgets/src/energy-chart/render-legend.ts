import { html, nothing, svg, type TemplateResult } from 'lit';
import type { ChartSeries } from '../chart/chart-series.ts';

/** One entry for each group, in stack order. A single series needs none: the title names it. */
export function renderLegend(series: readonly ChartSeries[]): TemplateResult | typeof nothing {
  if (series.length < 2) return nothing;
  const entries = [...new Map(series.map((one) => [one.group, one])).values()];
  return html`<ul class="legend" part="legend">
    ${entries.map((entry) => html`<li>${renderSwatch(entry)}${entry.group}</li>`)}
  </ul>`;
}

/** A patch of a series' colour: a square for what is filled, a stroke for a line. */
export function renderSwatch({ color, mark }: ChartSeries): TemplateResult {
  const shape =
    mark === 'line'
      ? svg`<rect y="4" width="10" height="2" fill=${color}></rect>`
      : svg`<rect width="10" height="10" rx="2" fill=${color}></rect>`;
  return html`<svg class="swatch" viewBox="0 0 10 10" aria-hidden="true">${shape}</svg>`;
}
