import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { strings } from '../element/strings.ts';
import { ElementError } from './element-error.ts';
import { loadWords, localeOf, speak } from './language.ts';

/** Has an element speak the language that it stands in, and follows changes of that. */
export class LanguageController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #onError: (error: Error) => void;
  readonly #observer = new MutationObserver(() => this.#look());
  #locale = '';

  constructor(host: ReactiveControllerHost & HTMLElement, onError: (error: Error) => void) {
    this.#host = host;
    this.#onError = onError;
    host.addController(this);
  }

  /** BCP 47 tag of the language of the element. */
  get locale(): string {
    return this.#locale || localeOf(this.#host);
  }

  hostConnected(): void {
    const changes = { subtree: true, attributes: true, attributeFilter: ['lang'] };
    this.#observer.observe(document, changes);
    const root = this.#host.getRootNode();
    if (root instanceof ShadowRoot) this.#observer.observe(root, changes);
    this.#look();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  /** Words are in the language of this element from here on: call it before they are asked for. */
  speak(): void {
    speak(this.locale);
  }

  #look(): void {
    const locale = localeOf(this.#host);
    if (locale === this.#locale) return;
    this.#locale = locale;
    this.#host.requestUpdate();
    loadWords(locale).then(
      () => this.#host.requestUpdate(),
      (cause: unknown) => {
        this.speak();
        this.#onError(new ElementError(strings.partMissing, { cause }));
      },
    );
  }
}
