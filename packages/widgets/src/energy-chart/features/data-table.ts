import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { ChartView } from '../chart-view.ts';
import { Memo } from '../memo.ts';
import { strings } from '../strings.ts';
import { type ChartRow, chartRows } from './chart-rows.ts';
import { featureStrings } from './feature-strings.ts';

const PAGE_ROWS = 24;

/** The column that a table is sorted by: −1 is the time. */
interface Order {
  readonly column: number;
  readonly isDescending: boolean;
}

/** The shown values as a table, in pages, sorted by any column. */
export class DataTable {
  readonly #host: ReactiveControllerHost;
  readonly #rows = new Memo<readonly ChartRow[]>();
  #order: Order = { column: -1, isDescending: true };
  #page = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  render(view: ChartView): TemplateResult {
    const { series, range } = view.frame;
    const rows = this.#rows.get([series, range.from, range.to, this.#order], () =>
      sorted(chartRows(series, range), this.#order),
    );
    const pages = Math.max(1, Math.ceil(rows.length / PAGE_ROWS));
    const page = Math.min(this.#page, pages - 1);
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${featureStrings.table}>
      <table class="data" part="table">
        <caption>
          ${featureStrings.valuesIn(view.power.unit.name, view.labels.zone(range))}
        </caption>
        <thead>
          <tr>
            ${[featureStrings.time, ...series.map((one) => one.label)].map((label, i) => this.#renderHead(label, i - 1))}
          </tr>
        </thead>
        <tbody>
          ${rows.slice(page * PAGE_ROWS, (page + 1) * PAGE_ROWS).map((row) => renderRow(row, view))}
        </tbody>
      </table>
      ${pages > 1 ? this.#renderPages(page, pages) : nothing}
    </div>`;
  }

  #renderHead(label: string, column: number): TemplateResult {
    const { isDescending } = this.#order;
    const isSorted = this.#order.column === column;
    const state = isSorted ? (isDescending ? 'descending' : 'ascending') : 'none';
    const mark = isSorted ? (isDescending ? ' ↓' : ' ↑') : '';
    const sort = () => {
      this.#order = { column, isDescending: isSorted ? !isDescending : column >= 0 };
      this.#page = 0;
      this.#host.requestUpdate();
    };
    return html`<th scope="col" aria-sort=${state}>
      <button type="button" @click=${sort}>${label}${mark}</button>
    </th>`;
  }

  #renderPages(page: number, pages: number): TemplateResult {
    const go = (to: number) => {
      this.#page = to;
      this.#host.requestUpdate();
    };
    return html`<div class="pages">
      <button type="button" ?disabled=${page === 0} @click=${() => go(page - 1)}>${featureStrings.previousPage}</button>
      <span role="status">${featureStrings.pageOf(page + 1, pages)}</span>
      <button type="button" ?disabled=${page === pages - 1} @click=${() => go(page + 1)}>${featureStrings.nextPage}</button>
    </div>`;
  }
}

function renderRow({ values, ...span }: ChartRow, { labels, power }: ChartView): TemplateResult {
  return html`<tr>
    <th scope="row">${labels.datedInterval(span)}</th>
    ${values.map((value) =>
      value === undefined
        ? html`<td class="none">${strings.noData}</td>`
        : html`<td>${power.number(value)}</td>`,
    )}
  </tr>`;
}

/** Rows by a column; those without a value last, whichever way. */
function sorted(rows: readonly ChartRow[], { column, isDescending }: Order): ChartRow[] {
  const sign = isDescending ? -1 : 1;
  return [...rows].sort((a, b) => {
    if (column < 0) return sign * (a.from - b.from);
    const [one, other] = [a.values[column], b.values[column]];
    if (one === undefined || other === undefined)
      return Number(one === undefined) - Number(other === undefined);
    return sign * (one - other);
  });
}
