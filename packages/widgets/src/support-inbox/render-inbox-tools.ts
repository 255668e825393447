import type { Conversation, InboxCounts, InboxFilter } from '@wattlet/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { inboxStrings as strings } from './inbox-strings.ts';

const FILTERS: readonly InboxFilter[] = ['mine', 'unassigned', 'open', 'closed'];

/** Whether the agent is there for customers, as a switch. */
export function renderPresence(isOnline: boolean, set: (isOnline: boolean) => void): TemplateResult {
  return html`<button
    type="button"
    class="presence"
    role="switch"
    aria-checked=${isOnline ? 'true' : 'false'}
    aria-label=${strings.presence}
    @click=${() => set(!isOnline)}
  >
    <i aria-hidden="true"></i> ${isOnline ? strings.online : strings.away}
  </button>`;
}

/** What the list can be narrowed to. */
export interface FilterBar {
  readonly filter: InboxFilter;
  /** Undefined while they are not known. */
  readonly counts: InboxCounts | undefined;
  readonly locale: string;
  readonly show: (filter: InboxFilter) => void;
}

/** The filters with how many conversations each has. */
export function renderFilters({ filter, counts, locale, show }: FilterBar): TemplateResult {
  return html`<div class="filters" role="group" aria-label=${strings.filter}>
    ${FILTERS.map((name) => {
      const count = name === 'closed' ? undefined : counts?.[name];
      return html`<button
        type="button"
        aria-pressed=${name === filter ? 'true' : 'false'}
        @click=${() => show(name)}
      >
        ${strings.filters[name]}
        ${count === undefined ? nothing : html`<span class="quiet">${count.toLocaleString(locale)}</span>`}
      </button>`;
    })}
  </div>`;
}

/** A conversation that is open. */
export interface PaneTab {
  readonly id: string;
  /** Undefined while it is known by its id alone. */
  readonly conversation: Conversation | undefined;
  /** It is shown, not behind others. */
  readonly isVisible: boolean;
}

/** The conversations that are open, where not all of them are shown. */
export function renderTabs(
  tabs: readonly PaneTab[],
  locale: string,
  open: (id: string) => void,
): TemplateResult {
  return html`<nav class="tabs" aria-label=${strings.openTabs}>
    ${tabs.map(({ id, conversation, isVisible }) => {
      const unread = conversation?.unread ?? 0;
      return html`<button type="button" aria-current=${isVisible ? 'true' : nothing} @click=${() => open(id)}>
        <bdi>${conversation?.customerName || strings.visitor}</bdi>
        ${
          unread > 0
            ? html`<span class="count"
                ><span aria-hidden="true">${unread.toLocaleString(locale)}</span
                ><span class="for-readers">${strings.unread(unread)}</span></span
              >`
            : nothing
        }
      </button>`;
    })}
  </nav>`;
}
