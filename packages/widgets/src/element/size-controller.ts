import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The most that is laid out for paper: a page of A4 or Letter within its margins. What is drawn is scaled to it. */
const PAPER = { width: 700, height: 525 };

/**
 * Keeps the size of an element in the host's shadow root, in CSS pixels. Zero until it is known. While the page is
 * being printed it is no more than fits a sheet.
 */
export class SizeController implements ReactiveController {
  width = 0;
  height = 0;
  readonly #observer: ResizeObserver;
  #element: Element | undefined;
  #frame = 0;
  #disconnected: AbortController | undefined;
  #isPrinting = false;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    this.#observer = new ResizeObserver(([entry]) => {
      if (!entry || this.#isPrinting) return;
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
    this.#disconnected = new AbortController();
    const { signal } = this.#disconnected;
    window.addEventListener('beforeprint', () => this.#print(true), { signal });
    window.addEventListener('afterprint', () => this.#print(false), { signal });
    if (this.#element) this.#observer.observe(this.#element);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#disconnected?.abort();
  }

  /** The page is laid out for paper after this turn, without another frame: the host updates in a microtask. */
  #print(isPrinting: boolean): void {
    this.#isPrinting = isPrinting;
    const { clientWidth, clientHeight } = this.#element ?? { clientWidth: 0, clientHeight: 0 };
    this.width = isPrinting ? Math.min(clientWidth, PAPER.width) : clientWidth;
    this.height = isPrinting ? Math.min(clientHeight, PAPER.height) : clientHeight;
    this.#host.requestUpdate();
  }
}
