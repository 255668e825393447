import { html, type TemplateResult } from 'lit';
import { strings } from '../element/strings.ts';

/** Rows as they will be: nothing jumps when the alerts come. */
export function renderSkeleton(): TemplateResult {
  return html`<div class="skeleton" aria-hidden="true"><i></i><i></i><i></i></div>
    <span class="for-readers" role="status">${strings.loading}</span>`;
}

/** Why there is nothing to be seen: `title` says of what, and beside it stands how many meters are watched. */
export function renderEmpty(title: string, why = ''): TemplateResult {
  return html`<div class="message" role="status" part="empty">
    <div><strong>${title}</strong>${why}</div>
  </div>`;
}
