import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { copyText } from './copy-text.ts';

/** How long it is said that something was copied. */
const SAID_MS = 2_000;

/** Copies for an element, which says for a moment that it is done. */
export class Copying implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  #said: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  /** Whether it is to be said. */
  get isDone(): boolean {
    return this.#said !== undefined;
  }

  /** Copies a text; where the browser refuses, what shows it is marked for the user to copy. */
  async copy(text: string): Promise<void> {
    if (await copyText(text)) this.say();
    else getSelection()?.selectAllChildren(this.#host.querySelector('code') ?? this.#host);
  }

  /** Has it said that something was copied. */
  say(): void {
    clearTimeout(this.#said);
    this.#said = setTimeout(() => this.#unsay(), SAID_MS);
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#unsay();
  }

  #unsay(): void {
    clearTimeout(this.#said);
    this.#said = undefined;
    this.#host.requestUpdate();
  }
}
