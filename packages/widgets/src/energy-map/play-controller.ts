import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How long an hour is seen, in milliseconds. */
const HOUR_SEEN_MS = 600;

/** Goes through the hours one by one while the user wants it to. */
export class PlayController implements ReactiveController {
  isPlaying = false;
  readonly #host: ReactiveControllerHost;
  readonly #next: () => Promise<boolean>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param next shows the next hour and resolves, once it is seen, with whether there is another one after it */
  constructor(host: ReactiveControllerHost, next: () => Promise<boolean>) {
    this.#host = host;
    this.#next = next;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  start(): void {
    if (this.isPlaying) return;
    this.isPlaying = true;
    this.#host.requestUpdate();
    void this.#step();
  }

  stop(): void {
    clearTimeout(this.#timer);
    if (!this.isPlaying) return;
    this.isPlaying = false;
    this.#host.requestUpdate();
  }

  async #step(): Promise<void> {
    const goesOn = await this.#next();
    if (!this.isPlaying) return;
    if (goesOn) this.#timer = setTimeout(() => void this.#step(), HOUR_SEEN_MS);
    else this.stop();
  }
}
