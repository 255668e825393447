import type { ReactiveController, ReactiveControllerHost } from 'lit';

const HOUR_MS = 3_600_000;

/** Nothing new for so many intervals, and at least so many hours: data is late by nature, not by that much. */
const LATE_INTERVALS = 6;
const LATE_MS = 6 * HOUR_MS;

/** Notices when a live chart has heard of nothing new for longer than its data takes to come. */
export class StaleController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #now: () => number;
  #changedAt: number | undefined;
  #dueAt = Number.POSITIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, now = Date.now) {
    this.#host = host;
    this.#now = now;
    host.addController(this);
  }

  /** Since when nothing new has come; undefined while that is not too long ago. */
  get since(): number | undefined {
    return this.#now() >= this.#dueAt ? this.#changedAt : undefined;
  }

  /** Takes note of the last change, epoch milliseconds; undefined where none is to be expected. */
  follow(changedAt: number | undefined, stepMs: number): void {
    if (changedAt === this.#changedAt) return;
    this.#changedAt = changedAt;
    clearTimeout(this.#timer);
    this.#dueAt = Number.POSITIVE_INFINITY;
    if (changedAt === undefined) return;
    this.#dueAt = changedAt + Math.max(LATE_MS, LATE_INTERVALS * stepMs);
    this.#timer = setTimeout(() => this.#host.requestUpdate(), this.#dueAt - this.#now());
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#changedAt = undefined;
    this.#dueAt = Number.POSITIVE_INFINITY;
  }
}
