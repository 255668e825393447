import type { Timers } from '../live/timers.ts';

/** It is said again so often, as others forget it after 6 seconds; milliseconds. */
const REPEAT_MS = 3_000;
/** Who has typed nothing for so long has stopped, in milliseconds. */
const IDLE_MS = 5_000;

/** Says that somebody types: at most every three seconds, with the newest text, and once that they have stopped. */
export class TypingSignal {
  readonly #timers: Timers;
  readonly #say: (isTyping: boolean, preview: string) => void;
  #saidAt: number | undefined;
  /** What was said last, and what there is by now. */
  #said = '';
  #preview = '';
  #cancelIdle: (() => void) | undefined;
  #cancelNext: (() => void) | undefined;

  /** @param say tells the others; what fails is said again, or expires by itself */
  constructor(timers: Timers, say: (isTyping: boolean, preview: string) => void) {
    this.#timers = timers;
    this.#say = say;
  }

  /** Something was typed. @param preview what there is so far; empty unless it may be shown */
  type(preview = ''): void {
    this.#cancelIdle?.();
    this.#cancelIdle = this.#timers.after(IDLE_MS, () => this.stop());
    this.#preview = preview;
    const waitMs = (this.#saidAt ?? -REPEAT_MS) + REPEAT_MS - this.#timers.now();
    if (waitMs <= 0) this.#sayNow();
    else if (preview !== this.#said) this.#cancelNext ??= this.#timers.after(waitMs, () => this.#sayNow());
  }

  /** Nothing is typed any more. Whoever has sent something has stopped, as everybody knows: it need not be said. */
  stop({ isKnown = false }: { readonly isKnown?: boolean } = {}): void {
    this.#cancelIdle?.();
    this.#dropNext();
    if (this.#saidAt !== undefined && !isKnown) this.#say(false, '');
    this.#saidAt = undefined;
  }

  #sayNow(): void {
    this.#dropNext();
    this.#saidAt = this.#timers.now();
    this.#said = this.#preview;
    this.#say(true, this.#said);
  }

  #dropNext(): void {
    this.#cancelNext?.();
    this.#cancelNext = undefined;
  }
}
