import { html, type TemplateResult } from 'lit';
import { strings } from '../element/strings.ts';
import { supportStrings } from './support-strings.ts';

/** Bubbles as they will be: nothing jumps when the messages come. */
export function renderWaiting(): TemplateResult {
  return html`<div class="skeleton" aria-hidden="true"><i></i><i></i><i></i></div>
    <span class="for-readers" role="status">${strings.loading}</span>`;
}

/** What went wrong and what to do about it; what the page can do itself has a slot. */
export function renderFailure(error: Error | undefined, retry: () => void): TemplateResult {
  // The contract's codes are read by their names, as a host may bring its own client.
  const code = error && 'code' in error ? error.code : '';
  const isSignedOut = code === 'unauthenticated';
  const isRefused = code === 'permission_denied' || code === 'failed_precondition';
  const title = isSignedOut ? supportStrings.signIn : isRefused ? supportStrings.notAllowed : strings.failed;
  return html`<div class="message-box" role="alert" part="error">
    <slot name=${isSignedOut ? 'sign-in' : 'error'}>
      <div><strong>${title}</strong>${error?.message}</div>
      <button type="button" @click=${retry}>${strings.retry}</button>
    </slot>
  </div>`;
}

/** Before the first message. */
export function renderEmpty(): TemplateResult {
  return html`<div class="message-box" part="empty">
    <slot name="empty"><div><strong>${supportStrings.empty}</strong>${supportStrings.emptyMore}</div></slot>
  </div>`;
}
