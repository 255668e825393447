import { html, type TemplateResult } from 'lit';
import type { CountryValue } from './country-value.ts';
import type { NetFlow } from './map-frame.ts';
import { mapStrings } from './map-strings.ts';
import type { MapView } from './map-view.ts';
import { renderFigure } from './render-map-tooltip.ts';

/** Everything that the map shows, as two tables: the countries, the highest value first, and the flows. */
export function renderMapTable(view: MapView, title: string): TemplateResult {
  const { frame, words } = view;
  const countries = [...frame.countries.values()].sort(
    (a, b) => rank(b) - rank(a) || words.compare(words.area(a.area), words.area(b.area)),
  );
  return html`<div class="tables" part="table" role="region" aria-label=${title} tabindex="0">
    <table>
      <caption>${words.hour(frame.step)}</caption>
      <thead>
        <tr>
          <th scope="col">${mapStrings.country}</th>
          <th scope="col" class="number">${mapStrings.metric(frame.metric.name)}</th>
          <th scope="col">${mapStrings.interval}</th>
        </tr>
      </thead>
      <tbody>
        ${countries.map((country) => renderRow(view, country))}
      </tbody>
    </table>
    <table>
      <caption>${frame.flows.length > 0 ? mapStrings.flows : mapStrings.noFlows}</caption>
      <thead>
        <tr>
          <th scope="col">${mapStrings.from}</th>
          <th scope="col">${mapStrings.to}</th>
          <th scope="col" class="number">${mapStrings.flow}</th>
        </tr>
      </thead>
      <tbody>
        ${frame.flows.map((flow) => renderFlow(view, flow))}
      </tbody>
    </table>
  </div>`;
}

function renderRow(
  { frame, words }: MapView,
  { area, value, span, isIncomplete }: CountryValue,
): TemplateResult {
  const missing = isIncomplete ? mapStrings.incomplete : mapStrings.noData;
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

function rank({ value }: CountryValue): number {
  return value ?? Number.NEGATIVE_INFINITY;
}
