import type { TypingSignal } from './chat-wire.ts';

/** Who is not heard of for so long does not type any more, in milliseconds. */
export const TYPING_MS = 6_000;

/** Who types in which conversation, as far as this node has heard. Whoever stops without a word stops by themselves. */
export class TypingBoard {
  readonly #announce: (signal: TypingSignal) => void;
  readonly #expiryMs: number;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  /** @param announce is told of every change, and that somebody goes on. */
  constructor(announce: (signal: TypingSignal) => void, expiryMs = TYPING_MS) {
    this.#announce = announce;
    this.#expiryMs = expiryMs;
  }

  /** How many type. */
  get size(): number {
    return this.#timers.size;
  }

  /** Takes a signal; that somebody has stopped who did not type is nothing new. */
  note(signal: TypingSignal): void {
    const name = `${signal.siteId} ${signal.conversationId} ${signal.accountId}`;
    const timer = this.#timers.get(name);
    clearTimeout(timer);
    this.#timers.delete(name);
    if (signal.typing) {
      const stopped = { ...signal, typing: false, preview: '' };
      this.#timers.set(name, setTimeout(() => this.note(stopped), this.#expiryMs).unref());
    } else if (timer === undefined) return;
    this.#announce(signal);
  }
}
