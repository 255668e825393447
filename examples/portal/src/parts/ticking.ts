import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Has an element rendered again every so often while the page is seen, for what it says of the time that has passed. */
export class Ticking implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #everyMs: number;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost, everyMs: number) {
    this.#host = host;
    this.#everyMs = everyMs;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(this.#tick, this.#everyMs);
    document.addEventListener('visibilitychange', this.#tick);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
    document.removeEventListener('visibilitychange', this.#tick);
  }

  readonly #tick = (): void => {
    if (!document.hidden) this.#host.requestUpdate();
  };
}
