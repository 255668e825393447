import { html, nothing, type TemplateResult } from 'lit';
import { ElementError } from '../element/element-error.ts';
import { failureText } from '../element/failure-text.ts';
import type { LazyPart } from '../element/lazy-part.ts';
import { strings } from '../element/strings.ts';

/** A part that is loaded when it is asked for. */
type ComingPart = Pick<LazyPart<unknown>, 'error' | 'load'>;

/** Gridlines and a breathing trace where the chart will be: nothing jumps when it comes. */
export function renderSkeleton(): TemplateResult {
  return html`<svg class="skeleton" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      <path d="M0 0H100M0 25H100M0 50H100M0 75H100M0 100H100"></path>
      <path class="trace" d="M0 62 C12 74 18 70 26 48 S40 26 50 34 S66 52 74 30 S92 30 100 46"></path>
    </svg>
    <span class="for-readers" role="status">${strings.loading}</span>`;
}

/** What stands in the place of a part until it has come. */
export function renderComing(part: ComingPart): TemplateResult {
  return part.error ? renderError(part.error, () => part.load()) : renderSkeleton();
}

/** The place of a meter's chart, until the part that shows it has come. */
export function renderWaiting(part: ComingPart, hasControls: boolean): TemplateResult {
  return html`<figure class=${`chart single${hasControls ? ' ranged' : ''}`}>
    <div class="plot">${renderComing(part)}</div>
    <div class="footer">&nbsp;</div>
  </figure>`;
}

/**
 * What went wrong and what to do about it; the end of a subscription has a place for what the page offers. What the page
 * has asked for wrongly is as wrong when it is tried again.
 */
export function renderError(error: Error, retry: () => void): TemplateResult {
  const isEnd = isSubscriptionEnd(error);
  const said = html`<div>
      <strong>${isEnd ? strings.subscriptionEnded : strings.failed}</strong>${failureText(error)}
    </div>
    ${
      error instanceof ElementError && !error.retryable
        ? nothing
        : html`<button type="button" @click=${retry}>${strings.retry}</button>`
    }`;
  return html`<div class="message" role="alert" part="error">
    ${isEnd ? html`<slot name="subscription-ended">${said}</slot>` : said}
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
