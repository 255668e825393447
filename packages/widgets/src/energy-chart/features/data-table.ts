import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { Memo } from '../../element/memo.ts';
import { ascendingPlaces } from './ascending-places.ts';
import { featureStrings } from './feature-strings.ts';

const PAGE_ROWS = 24;

/** The rows of a table in the order of its first column; the same object for as long as they stay the same. */
export interface TableRows {
  readonly length: number;
  /** The numbers of a column in every row, which it is sorted by; NaN where a row has none. */
  column(column: number): Float64Array;
}

/** What a table shows. */
export interface TableContent {
  readonly rows: TableRows;
  readonly caption: unknown;
  /** What the first column is called; the time unless given. */
  readonly head?: string;
  /** What the other columns are called. */
  readonly names: readonly string[];
  readonly renderRow: (index: number) => TemplateResult;
}

/** The column that a table is sorted by: −1 is the first, 0 the one after it. */
export interface TableOrder {
  readonly column: number;
  readonly isDescending: boolean;
}

/** The indices of rows in ascending order of their values; the first so many have one. */
interface Sorted {
  readonly order: Uint32Array;
  readonly known: number;
}

/** Values as a table, in pages, sorted by any column. */
export class DataTable {
  readonly #host: ReactiveControllerHost;
  readonly #places = new Memo<Sorted | undefined>();
  #order: TableOrder;
  #page = 0;

  /** @param order before somebody chooses another: what is newest first unless given */
  constructor(host: ReactiveControllerHost, order: TableOrder = { column: -1, isDescending: true }) {
    this.#host = host;
    this.#order = order;
  }

  render({ rows, caption, head = featureStrings.time, names, renderRow }: TableContent): TemplateResult {
    const places = this.#places.get([rows, this.#order.column], () => placesBy(rows, this.#order.column));
    const pages = Math.max(1, Math.ceil(rows.length / PAGE_ROWS));
    const page = Math.min(this.#page, pages - 1);
    const first = page * PAGE_ROWS;
    const shown = Array.from({ length: Math.min(PAGE_ROWS, rows.length - first) }, (_, i) =>
      renderRow(this.#rowAt(first + i, rows.length, places)),
    );
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${featureStrings.table}>
      <table class="data" part="table">
        <caption>
          ${caption}
        </caption>
        <thead>
          <tr>
            ${[head, ...names].map((name, i) => this.#renderHead(name, i - 1))}
          </tr>
        </thead>
        <tbody>
          ${shown}
        </tbody>
      </table>
      ${pages > 1 ? this.#renderPages(page, pages) : nothing}
    </div>`;
  }

  /** The index of the row in a place of the table. Those without a value are last, whichever way. */
  #rowAt(place: number, count: number, places: Sorted | undefined): number {
    if (!places) return this.#order.isDescending ? count - 1 - place : place;
    const { order, known } = places;
    return order[this.#order.isDescending && place < known ? known - 1 - place : place] ?? 0;
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

/** The rows in ascending order of a column; undefined for the first, which they are in the order of. */
function placesBy(rows: TableRows, column: number): Sorted | undefined {
  if (column < 0) return undefined;
  const keys = rows.column(column);
  const known = keys.reduce((count, key) => count + Number(!Number.isNaN(key)), 0);
  return { order: ascendingPlaces(keys), known };
}
