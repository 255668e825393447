import { html, type TemplateResult } from 'lit';
import { failureText } from '../element/failure-text.ts';
import { strings } from '../element/strings.ts';

/** What an element says where somebody may not see what it shows. */
export interface FailureWords {
  /** Nobody is signed in. */
  readonly signIn: string;
  readonly notAllowed: string;
}

/** What went wrong and what to do about it; what the page can do itself has a slot. */
export function renderFailure(error: Error, words: FailureWords, retry: () => void): TemplateResult {
  // The contract's codes are read by their names, as a host may bring its own client.
  const code = 'code' in error ? error.code : '';
  const text = failureText(error);
  const [title, slot, more] =
    code === 'failed_precondition'
      ? [strings.subscriptionEnded, 'subscription-ended', text]
      : code === 'unauthenticated'
        ? [words.signIn, 'sign-in', '']
        : code === 'permission_denied'
          ? [words.notAllowed, 'error', '']
          : [strings.failed, 'error', text];
  return html`<div class="message" role="alert" part="error">
    <slot name=${slot}>
      <div><strong>${title}</strong>${more}</div>
      <button type="button" @click=${retry}>${strings.retry}</button>
    </slot>
  </div>`;
}
