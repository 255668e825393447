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
  #bannedUntil = 0;

  constructor(options: RequestPaceOptions) {
    this.#options = { wait: (ms, signal) => delay(ms, undefined, { signal }), ...options };
  }

  /** The server asked to be left alone until then, epoch milliseconds. */
  get bannedUntil(): number {
    return this.#bannedUntil;
  }

  /** The server wants no request for so long. */
  ban(ms: number): void {
    this.#bannedUntil = Math.max(this.#bannedUntil, this.#options.now() + ms);
  }

  get isBanned(): boolean {
    return this.#options.now() < this.#bannedUntil;
  }

  /** Resolves when a request may go out. Many may wait; they go in turn. */
  async take(signal: AbortSignal): Promise<void> {
    const { now, perMinute, wait } = this.#options;
    for (;;) {
      const time = now();
      this.#sent = this.#sent.filter((at) => at > time - WINDOW_MS);
      const first = this.#sent[0];
      if (first === undefined || this.#sent.length < perMinute) {
        this.#sent.push(time);
        return;
      }
      await wait(first + WINDOW_MS - time, signal);
    }
  }
}
