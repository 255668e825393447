import type { Conversation } from '@wattlet/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import type { ChatChoice } from './kept-choice.ts';
import { extrasStrings } from './support-extras-strings.ts';
import { supportStrings } from './support-strings.ts';

/** A customer's other conversations, folded until they are asked for. */
export function renderOthers(
  others: readonly Conversation[],
  locale: string,
  go: (choice: ChatChoice) => void,
): TemplateResult {
  const unread = others.reduce((sum, one) => sum + one.unread, 0);
  const pick = ({ currentTarget }: Event, conversationId: string) => {
    if (currentTarget instanceof Element) currentTarget.closest('details')?.removeAttribute('open');
    go({ conversationId });
  };
  return html`<details class="others">
    <summary>${unread > 0 ? extrasStrings.othersUnread(unread.toLocaleString(locale)) : extrasStrings.others}</summary>
    <ul role="list">
      ${others.map(
        ({ conversationId, lastText, lastMessageAt, unread: news }) => html`<li>
          <button type="button" class=${news > 0 ? 'news' : ''} @click=${(event: Event) => pick(event, conversationId)}>
            <bdi>${lastText || supportStrings.file}</bdi>
            ${lastMessageAt ? html`<span>${lastMessageAt.toLocaleDateString(locale, { day: 'numeric', month: 'short' })}</span>` : nothing}
          </button>
        </li>`,
      )}
    </ul>
  </details>`;
}
