import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Keeps the size of an element in the host's shadow root, in CSS pixels. Zero until it is known.
 */
export class SizeController implements ReactiveController {
  width = 0;
  height = 0;
  readonly #observer: ResizeObserver;
  #element: Element | undefined;
  #frame = 0;
  /** Whether the size is that of paper. */
  isConfined = false;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    this.#observer = new ResizeObserver(([entry]) => {
      if (!entry || this.isConfined) return;
      const { width, height } = entry.contentRect;
      if (width === this.width && height === this.height) return;
      this.width = width;
      this.height = height;
      // A new size may bring another legend and with it another size: within the observer's own turn
      // the browser reports that as an error to the page.
      cancelAnimationFrame(this.#frame);
      this.#frame = requestAnimationFrame(() => host.requestUpdate());
    });
    host.addController(this);
  }

  /** Measures this element now, so that it need not wait a frame to be drawn, and from now on. */
  observe(element: Element): void {
    if (element === this.#element) return;
    this.#observer.disconnect();
    this.#element = element;
    this.width = element.clientWidth;
    this.height = element.clientHeight;
    this.#observer.observe(element);
  }

  hostConnected(): void {
    if (this.#element) this.#observer.observe(this.#element);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  /** The size is no more than this, from now on and at once; without a most it is again what it is. */
  confine(most?: { readonly width: number; readonly height: number }): void {
    this.isConfined = most !== undefined;
    const { clientWidth = 0, clientHeight = 0 } = this.#element ?? {};
    this.width = Math.min(clientWidth, most?.width ?? clientWidth);
    this.height = Math.min(clientHeight, most?.height ?? clientHeight);
    this.#host.requestUpdate();
  }
}
