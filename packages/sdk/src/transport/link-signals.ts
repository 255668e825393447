/** A signal that follows others. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  /** Stops following; call it when the work is done, or the followed signals keep this one alive. */
  unlink(): void;
}

/**
 * Makes one signal that aborts as soon as any of the given ones does, with its reason. Like
 * `AbortSignal.any`, but what it attaches to long-lived signals is taken off again by `unlink`.
 */
export function linkSignals(...sources: readonly (AbortSignal | undefined)[]): LinkedSignal {
  const controller = new AbortController();
  const unlinks: (() => void)[] = [];
  for (const source of sources) {
    if (!source) continue;
    const abort = () => controller.abort(source.reason);
    if (source.aborted) abort();
    source.addEventListener('abort', abort, { once: true });
    unlinks.push(() => source.removeEventListener('abort', abort));
  }
  return {
    signal: controller.signal,
    unlink: () => {
      for (const unlink of unlinks) unlink();
    },
  };
}
