import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Tells the styles what of the page can be seen, as `--_visible-height` and `--_visible-top` of the element: on a phone
 * the keyboard covers the rest, and the box must stay above it.
 */
export class ViewportController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #stop: AbortController | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    const { visualViewport } = window;
    if (!visualViewport || this.#stop?.signal.aborted === false) return;
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    const look = () => {
      // By CSSOM, which a content security policy does not mind.
      this.#host.style.setProperty('--_visible-height', `${visualViewport.height}px`);
      this.#host.style.setProperty('--_visible-top', `${visualViewport.offsetTop}px`);
    };
    visualViewport.addEventListener('resize', look, { signal });
    visualViewport.addEventListener('scroll', look, { signal });
    look();
  }

  hostDisconnected(): void {
    this.#stop?.abort();
  }
}
