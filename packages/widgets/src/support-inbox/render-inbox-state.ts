import { html, type TemplateResult } from 'lit';
import { strings } from '../energy-chart/strings.ts';
import { inboxStrings } from './inbox-strings.ts';

/** Rows as they will be: nothing jumps when the conversations come. */
export function renderInboxSkeleton(): TemplateResult {
  return html`<div class="skeleton" aria-hidden="true"><i></i><i></i><i></i></div>
    <span class="for-readers" role="status">${strings.loading}</span>`;
}

/** What went wrong and what to do about it; what the page can do itself has a slot. */
export function renderInboxError(error: Error, retry: () => void): TemplateResult {
  // The contract's codes are read by their names, as a host may bring its own client.
  const code = 'code' in error ? error.code : '';
  const [title, slot] =
    code === 'failed_precondition'
      ? [strings.subscriptionEnded, 'subscription-ended']
      : code === 'unauthenticated'
        ? [inboxStrings.signIn, 'sign-in']
        : [code === 'permission_denied' ? inboxStrings.notAllowed : strings.failed, 'error'];
  return html`<div class="message" role="alert" part="error">
    <slot name=${slot}>
      <div><strong>${title}</strong>${error.message}</div>
      <button type="button" @click=${retry}>${strings.retry}</button>
    </slot>
  </div>`;
}
