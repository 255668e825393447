export interface GuardOptions {
  /** Milliseconds until the next check, of now. */
  readonly nextCheckMs: () => number;
  /** Throws what the stream is to end with. */
  readonly check: () => Promise<void>;
  /** Aborts when the call is over, however it ended. */
  readonly signal: AbortSignal;
}

/**
 * Passes messages on for as long as the checks hold, and ends with what the first failed one threw. Between messages,
 * too: a stream on which nothing happens ends as well.
 */
export async function* guardStream<T>(messages: AsyncIterable<T>, options: GuardOptions): AsyncGenerator<T> {
  const { nextCheckMs, check, signal } = options;
  let failure: { readonly error: unknown } | undefined;
  let failNow: ((error: unknown) => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  const arm = () => {
    if (!signal.aborted) timer = setTimeout(() => void run(), nextCheckMs());
  };
  const run = async () => {
    try {
      await check();
      arm();
    } catch (error) {
      failure = { error };
      failNow?.(error);
    }
  };
  // Not only in `finally`: it never runs for a client that stalled and went away.
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  arm();
  const reader = messages[Symbol.asyncIterator]();
  try {
    while (true) {
      if (failure) throw failure.error;
      // A promise of its own for each message: one for all would remember every message that raced against it.
      const next = await new Promise<IteratorResult<T>>((resolve, reject) => {
        failNow = reject;
        reader.next().then(resolve, reject);
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    clearTimeout(timer);
    // Not awaited: a source that waits for its next message hears of the end by the call's signal only.
    reader.return?.(undefined).catch(() => undefined);
  }
}
