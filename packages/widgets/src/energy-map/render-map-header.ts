import { html, nothing, type TemplateResult } from 'lit';
import type { Badge } from '../element/badge.ts';
import { COUNTRY_SHAPES } from './europe.ts';
import { knownCountries } from './map-frame.ts';
import { mapStrings } from './map-strings.ts';
import type { MapView } from './map-view.ts';

/** What the header tells. */
export interface MapHeader {
  readonly title: string;
  /** Absent until there is data. */
  readonly view: MapView | undefined;
  readonly badge: Badge | undefined;
}

/** Title, hour and how many countries are known at the start, the live badge at the end. */
export function renderMapHeader({ title, view, badge }: MapHeader): TemplateResult {
  return html`<div class="header" part="header">
    <div>
      <div class="title" id="title" part="title"><slot name="title">${title}</slot></div>
      <div class="hour" part="hour">
        ${
          view
            ? html`<span>${view.words.shown(view.frame)}</span>
              <span>${mapStrings.knownOf(knownCountries(view.frame), COUNTRY_SHAPES.length)}</span>`
            : html`&nbsp;`
        }
      </div>
    </div>
    <div role="status">
      ${badge ? html`<span class="badge" part="badge" data-state=${badge.state}>${badge.text}</span>` : nothing}
    </div>
  </div>`;
}
