import type { FoundMessage } from '@wattlet/sdk';
import { html, type TemplateResult } from 'lit';
import { failureText } from '../element/failure-text.ts';
import { strings as chart } from '../element/strings.ts';
import { inboxStrings as strings } from './inbox-strings.ts';
import type { SearchState } from './search-controller.ts';

/** What a search has found. */
export function renderFound(
  state: SearchState,
  locale: string,
  open: (found: FoundMessage) => void,
): TemplateResult {
  if (state.status === 'error')
    return html`<p class="bad" role="alert">${strings.searchFailed}. ${failureText(state.error)}</p>`;
  if (state.status !== 'found') return html`<p class="quiet" role="status">${chart.loading}</p>`;
  const { found } = state;
  const count = found.length.toLocaleString(locale);
  return html`<p class="quiet" role="status">${found.length === 0 ? strings.nothingFound : strings.found(count)}</p>
    <ul class="list" role="list" aria-label=${strings.search}>
      ${found.map((one) => renderOne(one, locale, open))}
    </ul>`;
}

function renderOne(found: FoundMessage, locale: string, open: (found: FoundMessage) => void): TemplateResult {
  const { conversation, message } = found;
  return html`<li part="row">
    <button type="button" class="row" @click=${() => open(found)}>
      <span class="name"><bdi>${conversation.customerName || strings.visitor}</bdi></span>
      <span class="when">${message.sentAt.toLocaleDateString(locale, { day: 'numeric', month: 'short', year: 'numeric' })}</span>
      <span class="found"><bdi>${message.text}</bdi></span>
    </button>
  </li>`;
}
