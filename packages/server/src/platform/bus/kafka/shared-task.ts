interface Running {
  readonly ended: Promise<void>;
  readonly stop: AbortController;
  users: number;
}

/** Something that runs once for as long as anybody needs it. */
export class SharedTask {
  readonly #run: (signal: AbortSignal) => Promise<void>;
  #running: Running | undefined;

  constructor(run: (signal: AbortSignal) => Promise<void>) {
    this.#run = run;
  }

  /**
   * Has the task run until the signal aborts; the last one to go waits for its end. Rejects for all when the task does,
   * or ends by itself: who comes after that starts it anew.
   */
  async share(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    this.#running ??= this.#start();
    const mine = this.#running;
    mine.users += 1;
    const { promise: stopped, resolve } = Promise.withResolvers<void>();
    const onAbort = () => resolve();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      await Promise.race([mine.ended, stopped]);
    } finally {
      signal.removeEventListener('abort', onAbort);
      mine.users -= 1;
      if (mine.users === 0) await this.#end(mine);
    }
  }

  #start(): Running {
    const stop = new AbortController();
    const ended = this.#run(stop.signal);
    const mine = { ended, stop, users: 0 };
    const clear = () => {
      if (this.#running === mine) this.#running = undefined;
    };
    ended.then(clear, clear);
    return mine;
  }

  async #end(mine: Running): Promise<void> {
    if (this.#running === mine) this.#running = undefined;
    mine.stop.abort();
    await mine.ended.catch(() => undefined);
  }
}
