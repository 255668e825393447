import { html, type TemplateResult } from 'lit';
import type { BarChart } from './bar-chart.ts';
import { featureStrings } from './feature-strings.ts';

/** Bars as a table: a row for each, with its number in words. */
export function renderBarTable({ name, notes, bars }: BarChart): TemplateResult {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${featureStrings.table}>
    <table class="data" part="table">
      <caption>${[name, ...notes].join('. ')}</caption>
      <tbody>
        ${bars.map(
          ({ label, value, text }) =>
            html`<tr><th scope="row">${label}</th><td class=${value === undefined ? 'none' : ''}>${text}</td></tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
