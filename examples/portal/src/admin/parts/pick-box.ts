import '../../web-awesome/setup.ts';
import '@awesome.me/webawesome/dist/components/input/input.js';
import { Task } from '@lit/task';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { adminWords } from '../admin-words.ts';
import { renderLoadFailure } from './render-listing.ts';

/** Something that can be picked. */
export interface Pickable {
  readonly id: string;
  readonly text: string;
  readonly more: string;
}

const CALM_MS = 250;

/** Finds something by its name as it is typed, and picks it. */
@customElement('pick-box')
export class PickBox extends LitElement {
  @property({ attribute: false }) label = '';
  @property({ attribute: false }) hint = '';
  /** What the button beside each says. */
  @property({ attribute: false }) action = '';
  @property({ attribute: false }) empty = '';
  @property({ attribute: false }) find:
    | ((search: string, signal: AbortSignal) => Promise<readonly Pickable[]>)
    | undefined;
  @property({ attribute: false }) pick: ((id: string) => unknown) | undefined;
  @state() private search = '';

  readonly #found = new Task(this, {
    args: () => [this.search] as const,
    task: async ([search], { signal }) => {
      await new Promise((resolve) => setTimeout(resolve, CALM_MS));
      signal.throwIfAborted();
      return (await this.find?.(search, signal)) ?? [];
    },
  });

  override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    const type = ({ target }: Event) => {
      if (target instanceof HTMLElement && 'value' in target) this.search = String(target.value).trim();
    };
    return html`<div class="pick">
      <wa-input type="search" label=${this.label} hint=${this.hint} autocomplete="off" autofocus @input=${type}></wa-input>
      <div aria-live="polite">
        ${this.#found.render({
          pending: () => html`<p class="quiet">${adminWords.words.common.loading}</p>`,
          error: (error) => renderLoadFailure(error, () => void this.#found.run()),
          complete: (found) => this.#renderFound(found),
        })}
      </div>
    </div>`;
  }

  #renderFound(found: readonly Pickable[]): TemplateResult {
    if (found.length === 0) return html`<p class="quiet">${this.empty}</p>`;
    return html`<ul class="rows">
      ${found.map(
        ({ id, text, more }) => html`<li>
          <div><strong>${text}</strong> <span class="quiet">${more}</span></div>
          <button class="button small" type="button" aria-label=${`${this.action}: ${text}`} @click=${() => this.pick?.(id)}>${this.action}</button>
        </li>`,
      )}
    </ul>`;
  }
}
