import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';

/** What was asked has not been answered in time. */
export class LateError extends Error {
  override readonly name = 'LateError';
}

/**
 * Settles as `asked` does, or rejects with a {@link LateError} once that takes longer than so many milliseconds. What was asked
 * goes on, and how it ends then is nobody's.
 */
export async function inTime<T>(
  asked: Promise<T>,
  ms: number,
  message = `it did not answer within ${ms} ms`,
): Promise<T> {
  const waiting = new AbortController();
  const late = delay(ms, undefined, { signal: waiting.signal }).then(async () => {
    // Where this process stood still, the answer may be there and not read yet.
    await turn();
    throw new LateError(message);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    late.catch(() => undefined);
    waiting.abort();
  }
}
