import { html, type TemplateResult } from 'lit';
import { strings } from '../element/strings.ts';
import type { CountryValue } from './country-value.ts';
import type { NetFlow } from './map-frame.ts';
import { mapStrings } from './map-strings.ts';
import type { MapView } from './map-view.ts';
import { renderFigure } from './render-map-tooltip.ts';
import { chooseColumn, orderRows, type SortableColumn, type TableOrder } from './table-order.ts';

type CountryColumn = 'country' | 'value' | 'interval';
type FlowColumn = 'from' | 'to' | 'flow';

/** How the two tables are ordered. */
export interface MapTableOrder {
  readonly countries: TableOrder<CountryColumn>;
  readonly flows: TableOrder<FlowColumn>;
}

/** The highest first. */
export const HIGHEST_FIRST: MapTableOrder = {
  countries: { column: 'value', isDescending: true },
  flows: { column: 'flow', isDescending: true },
};

/** What the tables show and what they can do. */
export interface MapTable {
  readonly view: MapView;
  readonly title: string;
  readonly order: MapTableOrder;
  readonly onOrder: (order: MapTableOrder) => void;
}

/** Everything that the map shows, as two tables: the countries and the flows. */
export function renderMapTable({ view, title, order, onOrder }: MapTable): TemplateResult {
  const { frame, words } = view;
  const ofCountries = countryColumns(view);
  const ofFlows = flowColumns(view);
  const byName = [...frame.countries.values()].sort((a, b) =>
    words.compare(words.area(a.area), words.area(b.area)),
  );
  const chooseCountries = (countries: MapTableOrder['countries']) => onOrder({ ...order, countries });
  const chooseFlows = (flows: MapTableOrder['flows']) => onOrder({ ...order, flows });
  return html`<div class="tables" part="table" role="region" aria-label=${title} tabindex="0">
    <table>
      <caption class="for-readers">${title}, ${words.shown(frame)}</caption>
      ${renderHead(ofCountries, order.countries, chooseCountries)}
      <tbody>
        ${orderRows(byName, ofCountries, order.countries).map((country) => renderRow(view, country))}
      </tbody>
    </table>
    <table>
      <caption>${frame.flows.length > 0 ? mapStrings.flows : mapStrings.noFlows}</caption>
      ${renderHead(ofFlows, order.flows, chooseFlows)}
      <tbody>
        ${orderRows(frame.flows, ofFlows, order.flows).map((flow) => renderFlow(view, flow))}
      </tbody>
    </table>
  </div>`;
}

function countryColumns({ frame, words }: MapView): SortableColumn<CountryValue, CountryColumn>[] {
  const { country, interval } = mapStrings;
  const metric = mapStrings.metric(frame.metric.name);
  return [
    {
      column: 'country',
      name: country,
      compare: (a, b) => words.compare(words.area(a.area), words.area(b.area)),
    },
    { column: 'value', name: metric, isNumber: true, compare: (a, b) => compareNumbers(rank(a), rank(b)) },
    { column: 'interval', name: interval, compare: (a, b) => a.span.from - b.span.from },
  ];
}

function flowColumns({ words }: MapView): SortableColumn<NetFlow, FlowColumn>[] {
  const byArea = (end: 'from' | 'to') => (a: NetFlow, b: NetFlow) =>
    words.compare(words.area(a[end]), words.area(b[end]));
  return [
    { column: 'from', name: mapStrings.from, compare: byArea('from') },
    { column: 'to', name: mapStrings.to, compare: byArea('to') },
    { column: 'flow', name: mapStrings.flow, isNumber: true, compare: (a, b) => a.megawatts - b.megawatts },
  ];
}

function renderHead<Row, Column extends string>(
  columns: readonly SortableColumn<Row, Column>[],
  order: TableOrder<Column>,
  onChoose: (order: TableOrder<Column>) => void,
): TemplateResult {
  return html`<thead>
    <tr>
      ${columns.map((one) => {
        const direction = order.isDescending ? 'descending' : 'ascending';
        return html`<th
          scope="col"
          class=${one.isNumber ? 'number' : ''}
          aria-sort=${one.column === order.column ? direction : 'none'}
        >
          <button
            type="button"
            class="sort"
            title=${mapStrings.sortBy(one.name)}
            @click=${() => onChoose(chooseColumn(order, one))}
          >
            ${one.name}
          </button>
        </th>`;
      })}
    </tr>
  </thead>`;
}

function renderRow(
  { frame, words }: MapView,
  { area, value, span, isIncomplete }: CountryValue,
): TemplateResult {
  const missing = isIncomplete ? mapStrings.incomplete : strings.noData;
  return html`<tr>
    <th scope="row">${words.area(area)}</th>
    <td class="number">
      ${value === undefined ? html`<span class="none">${missing}</span>` : renderFigure(words.value(frame.metric, value))}
    </td>
    <td>${words.labels.interval(span)}</td>
  </tr>`;
}

function renderFlow({ words }: MapView, { from, to, megawatts }: NetFlow): TemplateResult {
  return html`<tr>
    <th scope="row">${words.area(from)}</th>
    <td>${words.area(to)}</td>
    <td class="number">${renderFigure(words.power(megawatts))}</td>
  </tr>`;
}

/** What is not known is below everything that is. */
function rank({ value }: CountryValue): number {
  return value ?? Number.NEGATIVE_INFINITY;
}

/** Two that are not known are equal: infinities have no difference. */
function compareNumbers(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
