import { html, nothing, type TemplateResult } from 'lit';
import { strings } from '../element/strings.ts';
import { flowsOf, type NetFlow } from './map-frame.ts';
import { mapStrings } from './map-strings.ts';
import type { MapView } from './map-view.ts';
import { type Figure, type MapWords, text } from './map-words.ts';

/** Borders that a tooltip lists. */
const MOST_FLOWS = 8;

/** What is known of a country in the hour: its value, and what flows over its borders. */
export function renderMapTooltip({ frame, words }: MapView, code: string): TemplateResult {
  const country = frame.countries.get(code);
  const flows = flowsOf(frame, code).slice(0, MOST_FLOWS);
  return html`<table>
    <caption>${words.country(code)}</caption>
    <tbody>
      <tr class="sum">
        <th scope="row">${mapStrings.metric(frame.metric.name)}</th>
        <td>
          ${
            country?.value === undefined
              ? html`<span class="none">${country?.isIncomplete ? mapStrings.incomplete : strings.noData}</span>`
              : renderFigure(words.value(frame.metric, country.value))
          }
        </td>
      </tr>
      ${flows.map((flow) => renderFlow(words, flow, code))}
    </tbody>
  </table>
  ${country ? html`<div class="none">${words.labels.interval(country.span)}</div>` : nothing}`;
}

/** The same in words, for the live region. */
export function describeCountry({ frame, words }: MapView, code: string): string {
  const country = frame.countries.get(code);
  const value = country ? words.phrase(frame.metric, country) : strings.noData;
  const flows = flowsOf(frame, code)
    .slice(0, MOST_FLOWS)
    .map((flow) => `${direction(words, flow, code)} ${text(words.power(flow.megawatts))}`);
  return `${words.country(code)}: ${[value, ...flows].join(', ')}`;
}

/** A number with its unit in a lighter tone. */
export function renderFigure({ number, unit }: Figure): TemplateResult {
  return html`${number}&nbsp;<span class="unit">${unit}</span>`;
}

function renderFlow(words: MapWords, flow: NetFlow, code: string): TemplateResult {
  return html`<tr>
    <th scope="row">${direction(words, flow, code)}</th>
    <td>${renderFigure(words.power(flow.megawatts))}</td>
  </tr>`;
}

function direction(words: MapWords, { from, to }: NetFlow, code: string): string {
  return to.mapCode === code ? mapStrings.importFrom(words.area(from)) : mapStrings.exportTo(words.area(to));
}
