import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Waits are told in minutes, so that they are looked at again so often. */
const TICK_MS = 20_000;

/** Renders its host again now and then while somebody sees the page, as times pass. */
export class TickController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => {
      if (document.visibilityState === 'visible') this.#host.requestUpdate();
    }, TICK_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }
}
