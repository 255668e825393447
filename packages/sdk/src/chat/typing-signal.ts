import type { Timers } from '../live/timers.ts';

/** It is said again so often, as others forget it after 6 seconds; milliseconds. */
const REPEAT_MS = 3_000;
/** Who has typed nothing for so long has stopped, in milliseconds. */
const IDLE_MS = 5_000;

/** Says that somebody types: at most every three seconds, and once that they have stopped. */
export class TypingSignal {
  readonly #timers: Timers;
  readonly #say: (isTyping: boolean, preview: string) => void;
  #saidAt: number | undefined;
  #cancelIdle: (() => void) | undefined;

  /** @param say tells the others; what fails is said again, or expires by itself */
  constructor(timers: Timers, say: (isTyping: boolean, preview: string) => void) {
    this.#timers = timers;
    this.#say = say;
  }

  /** Something was typed. @param preview what there is so far; empty unless it may be shown */
  type(preview = ''): void {
    this.#cancelIdle?.();
    this.#cancelIdle = this.#timers.after(IDLE_MS, () => this.stop());
    const now = this.#timers.now();
    if (this.#saidAt !== undefined && now < this.#saidAt + REPEAT_MS) return;
    this.#saidAt = now;
    this.#say(true, preview);
  }

  /** Nothing is typed any more. Whoever has sent something has stopped, as everybody knows: it need not be said. */
  stop({ isKnown = false }: { readonly isKnown?: boolean } = {}): void {
    this.#cancelIdle?.();
    if (this.#saidAt !== undefined && !isKnown) this.#say(false, '');
    this.#saidAt = undefined;
  }
}
