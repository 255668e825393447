import { html, nothing, type TemplateResult } from 'lit';
import { badgeOf } from '../element/badge.ts';
import type { ConnectionView } from '../element/connection-controller.ts';
import { COUNTRY_SHAPES } from './europe.ts';
import { knownCountries } from './map-frame.ts';
import { mapStrings } from './map-strings.ts';
import type { MapView } from './map-view.ts';

/** What the header tells. */
export interface MapHeader {
  readonly title: string;
  /** Absent until there is data. */
  readonly view: MapView | undefined;
  /** Absent where nothing can be said of it; `past` where the map does not show the newest hour. */
  readonly connection: ConnectionView | 'past' | undefined;
  readonly locale: string;
}

/** Title, hour and how many countries are known at the start, the live badge at the end. */
export function renderMapHeader({ title, view, connection, locale }: MapHeader): TemplateResult {
  return html`<div class="header" part="header">
    <div>
      <div class="title" id="title" part="title"><slot name="title">${title}</slot></div>
      <div class="hour" part="hour">
        ${
          view
            ? html`<span>${view.words.hour(view.frame.step)}</span>
              <span>${mapStrings.knownOf(knownCountries(view.frame), COUNTRY_SHAPES.length)}</span>`
            : html`&nbsp;`
        }
      </div>
    </div>
    <div role="status">${connection ? renderBadge(connection, locale) : nothing}</div>
  </div>`;
}

function renderBadge(connection: ConnectionView | 'past', locale: string): TemplateResult {
  const state = connection === 'past' ? connection : connection.state;
  return html`<span class="badge" part="badge" data-state=${state}>${badgeText(connection, locale)}</span>`;
}

function badgeText(connection: ConnectionView | 'past', locale: string): string {
  return connection === 'past' ? mapStrings.past : badgeOf({ connection, locale }).text;
}
