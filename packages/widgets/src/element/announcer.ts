import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How long the words must stay the same before they are said: keys held down would flood a screen reader. */
const QUIET_MS = 200;

/** The words of a polite live region. */
export class Announcer implements ReactiveController {
  /** What the live region holds. */
  text = '';
  readonly #host: ReactiveControllerHost;
  #next = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** Says this once nothing else is to be said for a moment; empty text says nothing. */
  say(text: string): void {
    if (text === this.#next) return;
    this.#next = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.text = text;
      this.#host.requestUpdate();
    }, QUIET_MS);
  }
}
