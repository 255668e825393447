import type { StreamName } from '@wattlet/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { adminWords } from '../admin-words.ts';

/** The three streams. */
export const STREAM_NAMES: readonly StreamName[] = ['load', 'generation', 'flows'];

/** The stream that an address names; load where it names none. */
export function streamOf(url: URL): StreamName {
  return STREAM_NAMES.find((one) => one === url.searchParams.get('stream')) ?? 'load';
}

/** Links to the same page for another stream, or for what is of none of them. */
export function renderStreams<Name extends StreamName | 'platform'>(
  names: readonly Name[],
  chosen: Name,
): TemplateResult {
  const { pipeline: words } = adminWords.words;
  return html`<nav class="segments" aria-label=${words.stream}>
    ${names.map(
      (name) =>
        html`<a href=${`?stream=${name}`} aria-current=${name === chosen ? 'true' : nothing}>${words.streams[name]}</a>`,
    )}
  </nav>`;
}
