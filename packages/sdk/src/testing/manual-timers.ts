import type { Timers } from '../live/timers.ts';

interface Waiting {
  readonly due: number;
  readonly run: () => void;
}

/** A clock that stands still until it is told to go on. */
export class ManualTimers implements Timers {
  readonly #waiting = new Set<Waiting>();
  #now = Date.UTC(2026, 0, 1);

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const waiting = { due: this.#now + ms, run };
    this.#waiting.add(waiting);
    return () => this.#waiting.delete(waiting);
  }

  /** How long until each timer that waits is due, soonest first. */
  get waitingMs(): number[] {
    return [...this.#waiting].map(({ due }) => due - this.#now).sort((a, b) => a - b);
  }

  /** Goes on by `ms`, running everything that falls due on the way, in order. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [next] = [...this.#waiting].sort((a, b) => a.due - b.due);
      if (!next || next.due > end) break;
      this.#waiting.delete(next);
      this.#now = next.due;
      next.run();
    }
    this.#now = end;
  }

  /** Goes on without running anything, as when the machine sleeps. */
  sleep(ms: number): void {
    this.#now += ms;
  }
}
