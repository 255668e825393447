import type { Timers } from '../live/timers.ts';
import type { Typist } from './watched-conversation.ts';

/** Who is not heard of for so long does not type any more, in milliseconds. */
const EXPIRY_MS = 6_000;

/** Who else types, as far as is heard. Whoever stops without a word stops by themselves. */
export class Typists {
  readonly #timers: Timers;
  readonly #onChange: () => void;
  readonly #known = new Map<string, { readonly typist: Typist; readonly cancel: () => void }>();

  constructor(timers: Timers, onChange: () => void) {
    this.#timers = timers;
    this.#onChange = onChange;
  }

  /** Those who began first come first. */
  get list(): readonly Typist[] {
    return [...this.#known.values()].map(({ typist }) => typist);
  }

  /** Somebody types, or goes on. */
  note(typist: Typist): void {
    this.#known.get(typist.senderId)?.cancel();
    const cancel = this.#timers.after(EXPIRY_MS, () => this.forget(typist.senderId));
    this.#known.set(typist.senderId, { typist, cancel });
    this.#onChange();
  }

  /** Somebody has stopped. */
  forget(senderId: string): void {
    this.#known.get(senderId)?.cancel();
    if (this.#known.delete(senderId)) this.#onChange();
  }

  /** Nobody is heard any more. */
  clear(): void {
    for (const senderId of [...this.#known.keys()]) this.forget(senderId);
  }
}
