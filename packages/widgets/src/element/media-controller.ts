import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What the user's screen and settings ask for; the host is updated when that changes. */
export class MediaController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #dark = matchMedia('(prefers-color-scheme: dark)');
  readonly #still = matchMedia('(prefers-reduced-motion: reduce)');
  readonly #forced = matchMedia('(forced-colors: active)');
  #disconnected: AbortController | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get prefersDark(): boolean {
    return this.#dark.matches;
  }

  get prefersReducedMotion(): boolean {
    return this.#still.matches;
  }

  get forcesColors(): boolean {
    return this.#forced.matches;
  }

  /** Device pixels per CSS pixel. */
  get pixelRatio(): number {
    return devicePixelRatio;
  }

  hostConnected(): void {
    this.#disconnected = new AbortController();
    const { signal } = this.#disconnected;
    const update = () => this.#host.requestUpdate();
    for (const query of [this.#dark, this.#still, this.#forced]) {
      query.addEventListener('change', update, { signal });
    }
    this.#watchPixelRatio(signal);
  }

  hostDisconnected(): void {
    this.#disconnected?.abort();
  }

  /** There is no event for a new pixel ratio, only for a query on the current one that ceases to match. */
  #watchPixelRatio(signal: AbortSignal): void {
    const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    const changed = () => {
      this.#host.requestUpdate();
      this.#watchPixelRatio(signal);
    };
    query.addEventListener('change', changed, { once: true, signal });
  }
}
