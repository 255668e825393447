import { html, type TemplateResult } from 'lit';
import { strings } from '../energy-chart/strings.ts';
import { alertStrings } from './alert-strings.ts';

/** Rows as they will be: nothing jumps when the alerts come. */
export function renderSkeleton(): TemplateResult {
  return html`<div class="skeleton" aria-hidden="true"><i></i><i></i><i></i></div>
    <span class="for-readers" role="status">${strings.loading}</span>`;
}

/** What went wrong and what to do about it; what the page can do itself has a slot. */
export function renderError(error: Error, retry: () => void): TemplateResult {
  // The contract's codes are read by their names, as a host may bring its own client.
  const code = 'code' in error ? error.code : '';
  const [title, slot] =
    code === 'failed_precondition'
      ? [strings.subscriptionEnded, 'subscription-ended']
      : code === 'unauthenticated'
        ? [alertStrings.signIn, 'sign-in']
        : [code === 'permission_denied' ? alertStrings.notAllowed : strings.failed, 'error'];
  return html`<div class="message" role="alert" part="error">
    <slot name=${slot}>
      <div><strong>${title}</strong>${error.message}</div>
      <button type="button" @click=${retry}>${strings.retry}</button>
    </slot>
  </div>`;
}

/** Why there is nothing to be seen: `title` says of what, and beside it stands how many meters are watched. */
export function renderEmpty(title: string, meters: number | undefined): TemplateResult {
  const why =
    meters === undefined ? '' : meters === 0 ? alertStrings.noLimits : alertStrings.watching(meters);
  return html`<div class="message" role="status" part="empty">
    <div><strong>${title}</strong>${why}</div>
  </div>`;
}
