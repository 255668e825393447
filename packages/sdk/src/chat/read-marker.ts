import { isFinal } from '../errors/error-code.ts';
import { WattletError } from '../errors/wattlet-error.ts';
import { retryDelayMs } from '../live/back-off.ts';
import type { Timers } from '../live/timers.ts';

/** Marks within this time are one call. */
const GATHER_MS = 250;

/** How far somebody has come; message numbers. */
export interface ReadMark {
  readonly deliveredNumber: number;
  readonly readNumber: number;
}

/** What a marker works with. */
export interface ReadMarkerDeps {
  readonly timers: Timers;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Tells the server. */
  readonly mark: (mark: ReadMark, signal: AbortSignal) => Promise<void>;
}

/**
 * Tells the server what has arrived and what was read: the newest of both, one call at a time, until it is known there.
 * Neither ever goes back.
 */
export class ReadMarker {
  readonly #deps: ReadMarkerDeps;
  readonly #closing = new AbortController();
  #wanted: ReadMark = { deliveredNumber: 0, readNumber: 0 };
  #told: ReadMark = { deliveredNumber: 0, readNumber: 0 };
  #isBusy = false;
  #failures = 0;
  /** Ends a wait after a failure. */
  #hurry: (() => void) | undefined;

  constructor(deps: ReadMarkerDeps) {
    this.#deps = deps;
  }

  /** The server knows this already. */
  know(mark: ReadMark): void {
    this.#told = farther(this.#told, mark);
  }

  /** Everything up to this number has arrived. */
  deliver(deliveredNumber: number): void {
    this.#want({ deliveredNumber, readNumber: 0 });
  }

  /** Everything up to this number was on screen. */
  read(readNumber: number): void {
    this.#want({ deliveredNumber: readNumber, readNumber });
  }

  /** A try may succeed where the last did not, and another soon after. */
  wake(): void {
    this.#failures = 0;
    this.#hurry?.();
  }

  close(): void {
    this.#hurry = undefined;
    this.#closing.abort(new WattletError('canceled', 'The conversation is closed'));
  }

  #want(mark: ReadMark): void {
    this.#wanted = farther(this.#wanted, mark);
    this.#plan(GATHER_MS);
  }

  #plan(delayMs: number, isHurriable = false): void {
    if (this.#isBusy || this.#closing.signal.aborted || !isFarther(this.#wanted, this.#told)) return;
    this.#isBusy = true;
    const go = () => {
      this.#closing.signal.removeEventListener('abort', cancel);
      this.#hurry = undefined;
      void this.#tell();
    };
    const cancel = this.#deps.timers.after(delayMs, go);
    this.#closing.signal.addEventListener('abort', cancel, { once: true });
    // The server has said when to come back, or nothing was lost: there is nothing to hurry.
    if (!isHurriable) return;
    this.#hurry = () => {
      cancel();
      go();
    };
  }

  async #tell(): Promise<void> {
    const mark = farther(this.#told, this.#wanted);
    let delayMs = GATHER_MS;
    let isHurriable = false;
    try {
      await this.#deps.mark(mark, this.#closing.signal);
      this.#failures = 0;
      this.#told = farther(this.#told, mark);
    } catch (thrown) {
      const error = WattletError.from(thrown);
      delayMs = retryDelayMs(this.#failures, this.#deps.random, error);
      isHurriable = error.retryAfterMs === undefined;
      this.#failures += 1;
      // What can only be refused again is forgotten; something newer is worth another try.
      if (isFinal(error.code) || error.code === 'unauthenticated') this.#told = farther(this.#told, mark);
    }
    this.#isBusy = false;
    this.#plan(delayMs, isHurriable);
  }
}

function farther(one: ReadMark, other: ReadMark): ReadMark {
  return {
    deliveredNumber: Math.max(one.deliveredNumber, other.deliveredNumber),
    readNumber: Math.max(one.readNumber, other.readNumber),
  };
}

function isFarther(one: ReadMark, than: ReadMark): boolean {
  return one.deliveredNumber > than.deliveredNumber || one.readNumber > than.readNumber;
}
