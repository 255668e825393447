/** Something that has bytes to send. */
export interface Flushable {
  /** Sends what can be sent. Never throws. */
  flush(): void;
}

/** So many are flushed in one turn of the event loop: some milliseconds of work. */
const EACH_TURN = 128;

/**
 * Flushes whoever has something to send. What concerns thousands takes many turns of the event loop, between which
 * everything else goes on; of what is due at once the smaller part goes first, so that news for one need not wait until
 * all have theirs.
 */
export class FlushTurns {
  readonly #eachTurn: number;
  readonly #defer: (run: () => void) => void;
  #marked = new Set<Flushable>();
  #batches: Flushable[][] = [];
  #scheduled = false;

  /** @param defer runs a function in a later turn of the event loop */
  constructor(eachTurn = EACH_TURN, defer: (run: () => void) => void = setImmediate) {
    this.#eachTurn = eachTurn;
    this.#defer = defer;
  }

  /** Flushes it soon: together with whoever else is added before this turn of the event loop is over. */
  add(one: Flushable): void {
    this.#marked.add(one);
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => this.#turn());
  }

  #turn(): void {
    if (this.#marked.size > 0) {
      this.#batches.push([...this.#marked]);
      this.#marked = new Set();
      this.#batches.sort((a, b) => a.length - b.length);
    }
    let left = this.#eachTurn;
    while (left > 0) {
      const [smallest] = this.#batches;
      if (!smallest) break;
      const part = smallest.splice(-left);
      left -= part.length;
      if (smallest.length === 0) this.#batches.shift();
      for (const one of part) one.flush();
    }
    this.#scheduled = this.#batches.length + this.#marked.size > 0;
    if (this.#scheduled) this.#defer(() => this.#turn());
  }
}
