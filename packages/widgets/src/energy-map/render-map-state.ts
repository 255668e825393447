import { html, nothing, svg, type TemplateResult } from 'lit';
import { strings } from '../element/strings.ts';
import { COUNTRY_SHAPES, LAND_PATH } from './europe.ts';
import { mapStrings } from './map-strings.ts';
import type { MapWindow } from './map-window.ts';

/** The countries without colours where the map will be: nothing jumps when it comes. */
export function renderMapSkeleton({ x, y, width, height }: MapWindow): TemplateResult {
  return html`<svg class="map skeleton" viewBox="${x} ${y} ${width} ${height}" aria-hidden="true">
      <path class="land" d=${LAND_PATH}></path>
      <g class="breathing">${COUNTRY_SHAPES.map(({ path }) => svg`<path class="country" d=${path}></path>`)}</g>
    </svg>
    <span class="for-readers" role="status">${strings.loading}</span>`;
}

/** Room for what a map is read by. */
export function renderMapRoom(isTable: boolean): TemplateResult {
  return html`<div class="time-bar"></div>
    ${isTable ? nothing : html`<div class="legend"></div>`}`;
}

/** That there is nothing to be seen. */
export function renderMapEmpty(): TemplateResult {
  return html`<div class="message" role="status" part="empty">${mapStrings.empty}</div>`;
}
