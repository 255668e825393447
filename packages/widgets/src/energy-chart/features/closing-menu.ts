import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { featureStrings } from './feature-strings.ts';

/** An entry of a menu and what it does. */
export type MenuEntry = readonly [text: string, run: () => unknown];

/** A menu behind a button, which Escape, a click elsewhere, the focus that goes elsewhere and a choice close again. */
export class ClosingMenu {
  #open: AbortController | undefined;
  #details: HTMLDetailsElement | undefined;
  readonly #opened: () => void;

  /** @param opened told when the user opens it */
  constructor(host: ReactiveControllerHost, opened: () => void = () => undefined) {
    this.#opened = opened;
    host.addController({ hostDisconnected: () => this.close() });
  }

  render(entries: readonly MenuEntry[]): TemplateResult {
    return html`<details class="menu" @toggle=${this.#toggle} @focusout=${this.#leave}>
      <summary>${featureStrings.more}</summary>
      <ul>
        ${entries.map(([text, run]) => html`<li><button type="button" @click=${() => this.#choose(run)}>${text}</button></li>`)}
      </ul>
    </details>`;
  }

  close(): void {
    this.#open?.abort();
    this.#open = undefined;
    this.#details?.removeAttribute('open');
  }

  #choose(run: () => unknown): void {
    this.#closeToButton();
    run();
  }

  /** Whoever was within is at the button again, not at the start of the page. */
  #closeToButton(): void {
    const details = this.#details;
    this.close();
    details?.querySelector('summary')?.focus();
  }

  readonly #toggle = ({ target }: Event): void => {
    if (!(target instanceof HTMLDetailsElement)) return;
    this.#open?.abort();
    this.#details = target;
    if (!target.open) return;
    this.#open = new AbortController();
    const { signal } = this.#open;
    const elsewhere = (event: Event) => {
      if (!event.composedPath().includes(target)) this.close();
    };
    const key = (event: KeyboardEvent) => {
      if (event.key === 'Escape') this.#closeToButton();
    };
    document.addEventListener('pointerdown', elsewhere, { signal, capture: true });
    document.addEventListener('keydown', key, { signal });
    this.#opened();
  };

  readonly #leave = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget instanceof Node && !this.#details?.contains(relatedTarget)) this.close();
  };
}
