import type { Alert } from '@wattlet/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { AlertNews } from './alert-news.ts';

/** How long a toast stays unless it is closed; the list keeps what it said. */
const TOAST_MS = 12_000;

/** What is new to the person: the toast, and what the live regions tell about. */
export class NewsController implements ReactiveController {
  /** What the toast tells about. */
  toast: Alert | undefined;
  /** What the polite live region tells about. */
  warned: readonly Alert[] = [];
  /** What the assertive live region tells about. */
  fired: readonly Alert[] = [];
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.close();
  }

  /** Tells of what has happened, the gravest of it in the toast. */
  tell({ fired, warned }: AlertNews): void {
    this.fired = fired;
    this.warned = warned;
    const told = fired[0] ?? warned[0];
    if (!told) return;
    clearTimeout(this.#timer);
    this.toast = told;
    this.#timer = setTimeout(() => this.close(), TOAST_MS);
    this.#host.requestUpdate();
  }

  /** Tells of nothing any more. */
  forget(): void {
    this.warned = [];
    this.fired = [];
    this.close();
  }

  /** Takes the toast away. */
  close(): void {
    clearTimeout(this.#timer);
    this.toast = undefined;
    this.#host.requestUpdate();
  }
}
