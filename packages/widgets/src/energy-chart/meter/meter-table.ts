import { html, type TemplateResult } from 'lit';
import { featureStrings } from '../features/feature-strings.ts';
import { meterStrings } from './meter-strings.ts';
import { type MeterView, percent } from './meter-view.ts';
import { barRows } from './render-meter-plot.ts';

/** What was consumed as a table, newest first. */
export function renderMeterTable(view: MeterView): TemplateResult {
  const { state, labels, locale, loadName } = view;
  const names = [meterStrings.own, meterStrings.above, ...(loadName ? [loadName] : [])];
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${featureStrings.table}>
    <table class="data" part="table">
      <caption>
        ${view.title}, ${labels.zone(state.range)}
      </caption>
      <thead>
        <tr>
          ${[featureStrings.time, ...names, meterStrings.known].map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${view.series.bars
          .map((bar, index) => {
            const rows = new Map(barRows(view, index));
            return html`<tr>
              <th scope="row">${labels.datedInterval(bar)}</th>
              ${names.map((name) => html`<td>${rows.get(name) ?? '–'}</td>`)}
              <td>${percent(bar.coverage, locale)}</td>
            </tr>`;
          })
          .reverse()}
      </tbody>
    </table>
  </div>`;
}
