import { html, type TemplateResult } from 'lit';
import { strings } from '../element/strings.ts';

/** Rows as they will be: nothing jumps when the conversations come. */
export function renderInboxSkeleton(): TemplateResult {
  return html`<div class="skeleton" aria-hidden="true"><i></i><i></i><i></i></div>
    <span class="for-readers" role="status">${strings.loading}</span>`;
}
