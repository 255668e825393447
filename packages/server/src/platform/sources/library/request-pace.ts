import { setTimeout as delay } from 'node:timers/promises';

const WINDOW_MS = 60_000;

export interface RequestPaceOptions {
  /** Most requests in any minute. */
  readonly perMinute: number;
  /** The time now, in epoch milliseconds. */
  readonly now: () => number;
  /** Waits so long, or until the signal aborts: then it rejects. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

/** Keeps requests to a server as few as it asks for. */
export class RequestPace {
  readonly #options: Required<RequestPaceOptions>;
  /** When requests of the last minute were let through, oldest first. */
  #sent: number[] = [];
  #ban = { from: 0, ms: 0 };

  constructor(options: RequestPaceOptions) {
    this.#options = { wait: (ms, signal) => delay(ms, undefined, { signal }), ...options };
  }

  /** The server asked to be left alone until then, epoch milliseconds. */
  get bannedUntil(): number {
    // A ban of the future is of before the clock was set back: it begins now.
    this.#ban.from = Math.min(this.#ban.from, this.#options.now());
    return this.#ban.from + this.#ban.ms;
  }

  /** The server wants no request for so long. */
  ban(ms: number): void {
    const from = this.#options.now();
    if (from + ms > this.bannedUntil) this.#ban = { from, ms };
  }

  /**
   * True when a request may go out, false if the server wants none, also if it says so to another meanwhile. Many may
   * wait; they go in turn.
   */
  async take(signal: AbortSignal): Promise<boolean> {
    const { now, perMinute, wait } = this.#options;
    for (;;) {
      const time = now();
      if (time < this.bannedUntil) return false;
      // Those of the future are of before the clock was set back: they went out now at the latest.
      this.#sent = this.#sent.filter((at) => at > time - WINDOW_MS).map((at) => Math.min(at, time));
      const first = this.#sent[0];
      if (first === undefined || this.#sent.length < perMinute) {
        this.#sent.push(time);
        return true;
      }
      await wait(first + WINDOW_MS - time, signal);
    }
  }
}
