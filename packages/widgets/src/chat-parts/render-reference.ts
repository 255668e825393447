import type { ChatReference } from '@wattlet/sdk';
import { html, type TemplateResult } from 'lit';
import { referenceWords } from './reference-words.ts';

/** What a message is about, as a button that leads there. */
export function renderReference(
  reference: ChatReference,
  locale: string,
  open: (reference: ChatReference) => void,
): TemplateResult {
  return html`<button type="button" class="reference" part="reference" @click=${() => open(reference)}>
    ${referenceWords(reference, locale)}
  </button>`;
}
