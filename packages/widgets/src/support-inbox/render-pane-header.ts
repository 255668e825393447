import type { Agent, Conversation } from '@wattlet/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { inboxStrings as strings } from './inbox-strings.ts';

/** What the head of a conversation shows, and what can be done there. */
export interface PaneHeader {
  readonly conversation: Conversation;
  readonly agents: readonly Agent[];
  /** The conversation is alone and the list is not beside it. */
  readonly isNarrow: boolean;
  /** Something is under way, and until it is done nothing else can be. What was pressed keeps the focus. */
  readonly isBusy: boolean;
  readonly locale: string;
  /** Gives it to an agent; undefined for nobody. */
  readonly assign: (agentId: string | undefined) => void;
  readonly end: () => void;
  readonly block: (isBlocked: boolean) => void;
  /** Asks whether everything of the customer shall be erased. */
  readonly erase: () => void;
  readonly leave: () => void;
  readonly hide: () => void;
}

/** Who the customer is, who answers them, and what an agent can do about it. */
export function renderPaneHeader(head: PaneHeader): TemplateResult {
  const { conversation, agents, isBusy } = head;
  const { customerName, customerReference, rating, blocked, state, agentId } = conversation;
  const self = agents.find(({ isSelf }) => isSelf);
  return html`<div class="header" part="conversation-header">
    ${
      head.isNarrow
        ? html`<button type="button" class="icon plain-icon back" aria-label=${strings.back} @click=${head.leave}>
            <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M12 4l-6 6 6 6" /></svg>
          </button>`
        : nothing
    }
    <div class="customer">
      <h3 id="name"><bdi>${customerName || strings.visitor}</bdi></h3>
      <div class="quiet">
        <bdi>${customerReference ?? strings.visitor}</bdi>
        ${rating === undefined ? nothing : html` · ${strings.rated(rating.toLocaleString(head.locale))}`}
      </div>
    </div>
    <div class="actions">
      ${
        agentId === undefined && self && state === 'open'
          ? html`<button type="button" aria-disabled=${isBusy} @click=${() => head.assign(self.agentId)}>
              ${strings.claim}
            </button>`
          : nothing
      }
      <select aria-label=${strings.assignedTo} aria-disabled=${isBusy} @change=${(event: Event) => assignPicked(event, head)}>
        <option value="" .selected=${live(agentId === undefined)}>${strings.nobody}</option>
        ${agents.map((agent) => renderAgent(agent, agentId))}
        ${
          agentId !== undefined && !agents.some((agent) => agent.agentId === agentId)
            ? html`<option value=${agentId} selected>${conversation.agentName ?? ''}</option>`
            : nothing
        }
      </select>
      ${
        state === 'open'
          ? html`<button type="button" class="quiet-button" aria-disabled=${isBusy} @click=${head.end}>
              ${strings.close}
            </button>`
          : nothing
      }
      <button type="button" class="quiet-button" aria-disabled=${isBusy} @click=${() => head.block(!blocked)}>
        ${blocked ? strings.unblock : strings.block}
      </button>
      ${
        self?.isAdministrator
          ? html`<button type="button" class="quiet-button erase" aria-disabled=${isBusy} @click=${head.erase}>
              ${strings.erase}
            </button>`
          : nothing
      }
      <button
        type="button"
        class="icon plain-icon hide"
        aria-label=${strings.hide(customerName || strings.visitor)}
        @click=${head.hide}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M5 5l10 10M15 5L5 15" /></svg>
      </button>
    </div>
  </div>`;
}

/** Asks whether everything of a customer shall be erased. */
export function renderErasure(
  name: string,
  {
    isBusy,
    erase,
    keep,
  }: { readonly isBusy: boolean; readonly erase: () => void; readonly keep: () => void },
): TemplateResult {
  return html`<div
    class="erasure"
    role="alertdialog"
    aria-labelledby="erasure"
    @keydown=${(event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      keep();
    }}
  >
    <span id="erasure"><bdi>${strings.eraseSure(name)}</bdi></span>
    <button type="button" class="danger" aria-disabled=${isBusy} @click=${erase}>${strings.eraseNow}</button>
    <button type="button" class="quiet-button keep" aria-disabled=${isBusy} @click=${keep}>${strings.eraseNot}</button>
  </div>`;
}

/** What the person has picked is not what is so until the server says it: `live` compares with what is shown. */
function renderAgent(
  { agentId, name, isOnline, isSelf }: Agent,
  assigned: string | undefined,
): TemplateResult {
  const shown = isSelf ? strings.self : name;
  return html`<option value=${agentId} .selected=${live(agentId === assigned)}>
    ${isOnline ? `● ${shown}` : `○ ${shown}`}
  </option>`;
}

function assignPicked({ currentTarget }: Event, { assign }: PaneHeader): void {
  if (currentTarget instanceof HTMLSelectElement) assign(currentTarget.value || undefined);
}
