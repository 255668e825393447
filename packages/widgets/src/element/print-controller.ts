import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SizeController } from './size-controller.ts';

/** The most that is laid out for paper: a page of A4 or Letter within its margins. What is drawn is scaled to it. */
const PAPER = { width: 700, height: 525 };

/**
 * Keeps a size to what fits a sheet while the page is being printed. The page is laid out for paper after the turn of
 * the event, without another frame: the host updates in a microtask.
 */
export class PrintController implements ReactiveController {
  readonly #size: SizeController;
  #disconnected: AbortController | undefined;

  constructor(host: ReactiveControllerHost, size: SizeController) {
    this.#size = size;
    host.addController(this);
  }

  hostConnected(): void {
    this.#disconnected = new AbortController();
    const { signal } = this.#disconnected;
    window.addEventListener('beforeprint', () => this.#size.confine(PAPER), { signal });
    window.addEventListener('afterprint', () => this.#size.confine(), { signal });
  }

  hostDisconnected(): void {
    this.#disconnected?.abort();
  }
}
