import type { WattletError } from '../errors/wattlet-error.ts';
import type { LiveState } from './live-machine.ts';
import type { LiveStatus } from './live-source.ts';

const SHOWN_AS: Readonly<Record<LiveState, LiveStatus['state']>> = {
  idle: 'idle',
  opening: 'connecting',
  live: 'live',
  resuming: 'live',
  waiting: 'reconnecting',
  reopening: 'reconnecting',
  closed: 'closed',
};

/** Keeps the status that users see, and tells them when it changes. */
export class LiveStatusBoard {
  readonly #now: () => number;
  readonly #listeners = new Set<(status: LiveStatus) => void>();
  #status: LiveStatus;

  constructor(now: () => number) {
    this.#now = now;
    this.#status = { state: 'idle', since: now() };
  }

  get status(): LiveStatus {
    return this.#status;
  }

  /** Notes where the connection is. Nothing is told while users would see no difference. */
  show(liveState: LiveState, error: WattletError | undefined): void {
    const state = SHOWN_AS[liveState];
    if (state === this.#status.state) return;
    const status = { state, since: this.#now(), ...(error ? { error } : {}) };
    this.#status = status;
    for (const listener of this.#listeners) {
      // A listener that throws is reported as any uncaught error, and cannot stop the connection.
      queueMicrotask(() => {
        if (this.#listeners.has(listener)) listener(status);
      });
    }
  }

  onStatus(listener: (status: LiveStatus) => void): () => void {
    // Wrapped, so that the same function given twice is two listeners.
    const own = (status: LiveStatus) => listener(status);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }
}
