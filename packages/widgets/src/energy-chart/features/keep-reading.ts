import { mayPass, retryDelayMs } from '../../element/retry-controller.ts';

/** Until when, and who is told. */
export interface KeepReadingOptions {
  readonly signal: AbortSignal;
  /** Told of every failure, and how many there were before it. */
  readonly failed: (error: Error, before: number) => void;
}

/**
 * Reads on until the signal aborts: after what may pass it begins anew, ever more seldom, until the read says that something
 * came.
 */
export function keepReading(
  read: (came: () => void) => Promise<void>,
  options: KeepReadingOptions,
  failures = 0,
): void {
  const { signal, failed } = options;
  let before = failures;
  const came = () => {
    before = 0;
  };
  read(came).catch((thrown: unknown) => {
    if (signal.aborted) return;
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    failed(error, before);
    // Who is told may want nothing more.
    if (signal.aborted || !mayPass(error)) return;
    const again = () => keepReading(read, options, before + 1);
    const timer = setTimeout(again, retryDelayMs(before, Math.random()));
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
}
