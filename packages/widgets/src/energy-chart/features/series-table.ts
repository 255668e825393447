import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { Memo } from '../../element/memo.ts';
import { strings } from '../../element/strings.ts';
import type { ChartView } from '../chart-view.ts';
import { missingText } from '../missing-text.ts';
import { type ChartRow, ChartRows } from './chart-rows.ts';
import { DataTable } from './data-table.ts';
import { featureStrings } from './feature-strings.ts';

/** The values of all series that are shown, as a table. */
export class SeriesTable {
  readonly #table: DataTable;
  readonly #rows = new Memo<ChartRows>();

  constructor(host: ReactiveControllerHost) {
    this.#table = new DataTable(host);
  }

  render(view: ChartView): TemplateResult {
    const { series, range } = view.frame;
    const rows = this.#rows.get([series, range.from, range.to], () => new ChartRows(series, range));
    return this.#table.render({
      rows,
      caption: featureStrings.valuesIn(view.power.unit.name, view.labels.zone(range)),
      names: series.map((one) => one.label),
      renderRow: (index) => renderRow(rows.at(index), view),
    });
  }
}

function renderRow({ values, missingMs, ...span }: ChartRow, { labels, power }: ChartView): TemplateResult {
  return html`<tr>
    <th scope="row">${labels.datedInterval(span)}</th>
    ${values.map((value, i) => {
      if (value === undefined) return html`<td class="none">${strings.noData}</td>`;
      const missing = missingMs[i] ?? 0;
      return html`<td>
        ${power.number(value)}
        ${missing > 0 ? html`<div class="none">${missingText(missing, labels.locale)}</div>` : nothing}
      </td>`;
    })}
  </tr>`;
}
