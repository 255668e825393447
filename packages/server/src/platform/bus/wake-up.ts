/** A wake-up call that is remembered until somebody waits for it; many calls are one. */
export class WakeUp {
  #next = Promise.withResolvers<void>();

  call(): void {
    this.#next.resolve();
  }

  /** Resolves when called (at once, if that was before), or when the time is over or the signal aborts. */
  async wait(timeoutMs: number, signal: AbortSignal): Promise<'called' | 'over'> {
    if (signal.aborted) return 'over';
    const called = this.#next.promise.then(() => 'called' as const);
    const { promise: over, resolve } = Promise.withResolvers<'over'>();
    const onAbort = () => resolve('over');
    const timer = setTimeout(onAbort, timeoutMs);
    signal.addEventListener('abort', onAbort);
    try {
      return await Promise.race([called, over]);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      this.#next = Promise.withResolvers();
    }
  }
}
