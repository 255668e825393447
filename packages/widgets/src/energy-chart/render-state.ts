import { html, svg, type TemplateResult } from 'lit';
import { failureText } from '../element/failure-text.ts';
import { strings } from '../element/strings.ts';

/** Gridlines and a breathing trace where the chart will be: nothing jumps when it comes. */
export function renderSkeleton(): TemplateResult {
  return html`<svg class="skeleton" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      ${[0, 25, 50, 75, 100].map(
        (y) => svg`<line x1="0" x2="100" y1=${y} y2=${y} vector-effect="non-scaling-stroke"></line>`,
      )}
      <path
        class="trace"
        vector-effect="non-scaling-stroke"
        d="M0 62 C12 74 18 70 26 48 S40 26 50 34 S66 52 74 30 S92 30 100 46"
      ></path>
    </svg>
    <span class="for-readers" role="status">${strings.loading}</span>`;
}

/** What went wrong and what to do about it; the end of a subscription has a place for what the page offers. */
export function renderError(error: Error, retry: () => void): TemplateResult {
  if (isSubscriptionEnd(error)) {
    return html`<div class="message" role="alert" part="error">
      <slot name="subscription-ended">
        <div><strong>${strings.subscriptionEnded}</strong>${failureText(error)}</div>
        <button type="button" @click=${retry}>${strings.retry}</button>
      </slot>
    </div>`;
  }
  return html`<div class="message" role="alert" part="error">
    <div><strong>${strings.failed}</strong>${failureText(error)}</div>
    <button type="button" @click=${retry}>${strings.retry}</button>
  </div>`;
}

/** Why nothing is to be seen. */
export function renderEmpty(reason: string): TemplateResult {
  return html`<div class="message" role="status" part="empty">${reason}</div>`;
}

/** The contract's code for a subscription that has ended; read by its name, as a host may bring its own client. */
function isSubscriptionEnd(error: Error): boolean {
  return 'code' in error && error.code === 'failed_precondition';
}
