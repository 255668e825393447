import { html, type TemplateResult } from 'lit';
import { strings } from '../element/strings.ts';
import { supportStrings } from './support-strings.ts';

/** Bubbles as they will be: nothing jumps when the messages come. */
export function renderWaiting(): TemplateResult {
  return html`<div class="skeleton" aria-hidden="true"><i></i><i></i><i></i></div>
    <span class="for-readers" role="status">${strings.loading}</span>`;
}

/** Before the first message. */
export function renderEmpty(): TemplateResult {
  return html`<div class="message-box" part="empty">
    <slot name="empty"><div><strong>${supportStrings.empty}</strong>${supportStrings.emptyMore}</div></slot>
  </div>`;
}
