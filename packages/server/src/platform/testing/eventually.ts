import { setTimeout as delay } from 'node:timers/promises';

/** Tries again, for tests, until the check neither throws nor resolves to undefined. The last failure is thrown after the time limit. */
export async function eventually<T>(
  check: () => Promise<T | undefined> | T | undefined,
  limitMs = 30_000,
): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    let failure: unknown;
    try {
      const result = await check();
      if (result !== undefined) return result;
    } catch (error) {
      failure = error;
    }
    if (performance.now() > end) throw new Error('It did not happen in time.', { cause: failure });
    await delay(10);
  }
}
