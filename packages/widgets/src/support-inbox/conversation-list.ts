import type { Conversation } from '@wattlet/sdk';
import type { LitElement } from 'lit';
import { html, type ReactiveController, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Conversations in rows that the arrow keys walk through; the Tab key goes to one of them. */
export class ConversationList implements ReactiveController {
  readonly #host: LitElement;
  #shown: readonly Conversation[] = [];
  /** Kept by id, not by place: a row that moves up takes the place of the Tab key with it. */
  #currentId = '';
  #mustFocus = false;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** @param renderRow makes the row of a conversation, told whether the Tab key goes to it */
  render(
    conversations: readonly Conversation[],
    label: string,
    renderRow: (conversation: Conversation, isCurrent: boolean) => TemplateResult,
  ): TemplateResult {
    this.#shown = conversations;
    const tabbed = conversations[this.#index]?.conversationId;
    return html`<ul class="list" role="list" aria-label=${label} part="list" @keydown=${this.#pressed} @focusin=${this.#focused}>
      ${repeat(
        conversations,
        ({ conversationId }) => conversationId,
        (conversation) => renderRow(conversation, conversation.conversationId === tabbed),
      )}
    </ul>`;
  }

  hostUpdated(): void {
    if (!this.#mustFocus) return;
    this.#mustFocus = false;
    this.#host.renderRoot.querySelector<HTMLElement>('.row[tabindex="0"]')?.focus();
  }

  /** Puts the focus on the row that the Tab key goes to. */
  focus(): void {
    this.#mustFocus = true;
    this.#host.requestUpdate();
  }

  /** The conversation so many places after another; undefined where there is none. */
  neighbour(conversationId: string, step: number): Conversation | undefined {
    const index = this.#shown.findIndex((one) => one.conversationId === conversationId);
    return this.#shown[index + step];
  }

  get #index(): number {
    return Math.max(
      0,
      this.#shown.findIndex(({ conversationId }) => conversationId === this.#currentId),
    );
  }

  readonly #focused = ({ target }: FocusEvent): void => {
    const row = target instanceof Element ? target.closest<HTMLElement>('li') : null;
    this.#currentId = row?.dataset['id'] ?? this.#currentId;
    this.#host.requestUpdate();
  };

  readonly #pressed = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const index = Math.max(0, Math.min(this.#shown.length - 1, this.#index + step));
    this.#currentId = this.#shown[index]?.conversationId ?? '';
    this.focus();
  };
}
