import { html, type TemplateResult } from 'lit';
import { failureText } from '../element/failure-text.ts';
import { strings } from '../element/strings.ts';
import { extrasStrings } from './support-extras-strings.ts';

/** What went wrong and what to do about it; what the page can do itself has a slot. */
export function renderChatFailure(error: Error | undefined, retry: () => void): TemplateResult {
  // The contract's codes are read by their names, as a host may bring its own client.
  const code = error && 'code' in error ? error.code : '';
  const isSignedOut = code === 'unauthenticated';
  const isRefused = code === 'permission_denied' || code === 'failed_precondition';
  const text = error ? failureText(error) : '';
  const title = isSignedOut ? extrasStrings.signIn : isRefused ? extrasStrings.notAllowed : strings.failed;
  return html`<div class="message-box" role="alert" part="error">
    <slot name=${isSignedOut ? 'sign-in' : 'error'}>
      <div><strong>${title}</strong>${isSignedOut || isRefused ? '' : text}</div>
      <button type="button" @click=${retry}>${strings.retry}</button>
    </slot>
  </div>`;
}
