import type { ReactiveController, ReactiveControllerHost } from 'lit';

const HOUR_MS = 3_600_000;

/** Nothing new for so many intervals, and at least so many hours: data is late by nature, not by that much. */
const LATE_INTERVALS = 6;
const LATE_MS = 6 * HOUR_MS;

/**
 * Notices when a live element shows nothing new for longer than its data takes to come: by the age of its newest value, and
 * once that has been seen to grow, by when it last did.
 */
export class StaleController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #now: () => number;
  #newest: number | undefined;
  #stepMs: number | undefined;
  #since: number | undefined;
  #dueAt = Number.POSITIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, now = Date.now) {
    this.#host = host;
    this.#now = now;
    host.addController(this);
  }

  /** Since when nothing new has come; undefined while that is not too long ago. */
  get since(): number | undefined {
    return this.#now() >= this.#dueAt ? this.#since : undefined;
  }

  /** Takes note of the end of the newest value, epoch milliseconds; undefined where nothing new is to be expected. */
  follow(newest: number | undefined, stepMs: number): void {
    const before = this.#newest;
    if (newest === before && stepMs === this.#stepMs) return;
    this.#newest = newest;
    this.#stepMs = stepMs;
    clearTimeout(this.#timer);
    this.#dueAt = Number.POSITIVE_INFINITY;
    if (newest === undefined) return;
    const now = this.#now();
    if (newest !== before)
      this.#since = before !== undefined && newest > before ? now : Math.min(newest, now);
    this.#dueAt = (this.#since ?? now) + Math.max(LATE_MS, LATE_INTERVALS * stepMs);
    if (this.#dueAt > now) this.#timer = setTimeout(() => this.#host.requestUpdate(), this.#dueAt - now);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#newest = undefined;
    this.#dueAt = Number.POSITIVE_INFINITY;
  }
}
