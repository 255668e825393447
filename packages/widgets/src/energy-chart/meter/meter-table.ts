import { html, type TemplateResult } from 'lit';
import { uncoveredSpans } from '../../chart/time-span.ts';
import { strings } from '../../element/strings.ts';
import { featureStrings } from '../features/feature-strings.ts';
import { meterStrings } from './meter-strings.ts';
import { type MeterView, percent } from './meter-view.ts';
import { barRows } from './render-meter-plot.ts';

/** What was consumed as a table, newest first; of what is not known it says so. */
export function renderMeterTable(view: MeterView): TemplateResult {
  const { state, labels, loadName } = view;
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
        ${tableRows(view, names)}
      </tbody>
    </table>
  </div>`;
}

function tableRows(view: MeterView, names: readonly string[]): TemplateResult[] {
  const { frame, series, labels, locale } = view;
  const bars = series.bars.map((bar, index) => {
    const rows = new Map(barRows(view, index));
    return {
      from: bar.from,
      row: html`<tr>
        <th scope="row">${labels.datedInterval(bar)}</th>
        ${names.map((name) => html`<td>${rows.get(name) ?? '–'}</td>`)}
        <td>${percent(bar.coverage, locale)}</td>
      </tr>`,
    };
  });
  const { known } = frame;
  const gaps = known.from < known.to ? uncoveredSpans(series.bars, known) : [];
  const missing = gaps.map((gap) => ({
    from: gap.from,
    row: html`<tr>
      <th scope="row">${labels.datedInterval(gap)}</th>
      ${names.map(() => html`<td class="none">${strings.noData}</td>`)}
      <td>${percent(0, locale)}</td>
    </tr>`,
  }));
  return [...bars, ...missing].sort((a, b) => b.from - a.from).map(({ row }) => row);
}
