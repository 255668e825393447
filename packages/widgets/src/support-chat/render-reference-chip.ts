import type { ChatReference } from '@wattlet/sdk';
import { html, type TemplateResult } from 'lit';
import { referenceWords } from '../chat-parts/reference-words.ts';
import { extrasStrings as strings } from './support-extras-strings.ts';

/** What the next message is about, with a button that takes it off. */
export function renderReferenceChip(
  reference: ChatReference,
  locale: string,
  drop: () => void,
): TemplateResult {
  return html`<div class="about">
    <span class="chip"><bdi>${referenceWords(reference, locale)}</bdi></span>
    <button type="button" class="plain" aria-label=${strings.dropReference} @click=${drop}>✕</button>
  </div>`;
}
