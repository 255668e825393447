import { SourceError } from './source-error.ts';

/** A stretch of work that has to be done in time. */
export interface Deadline {
  /** What is done to what, for the message: `Listing ftp://host/`. */
  readonly doing: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Runs `work` with a signal that aborts with the caller's or when time is up. Rejects with the
 * caller's own reason in the first case and with a `timeout` SourceError in the second.
 */
export async function withDeadline<T>(
  { doing, timeoutMs, signal }: Deadline,
  work: (stop: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const late = AbortSignal.timeout(timeoutMs);
  try {
    return await work(AbortSignal.any([signal, late]));
  } catch (error) {
    signal.throwIfAborted();
    if (!late.aborted) throw error;
    throw new SourceError(
      'timeout',
      `${doing} was not done in ${timeoutMs} ms. Try again, or allow more time.`,
    );
  }
}
