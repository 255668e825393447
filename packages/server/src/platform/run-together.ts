/**
 * Runs parts side by side until the signal aborts. When one of them ends, however it does, the others are told to end, too;
 * rejects with the first failure once all have.
 */
export async function runTogether(
  parts: readonly ((signal: AbortSignal) => Promise<void>)[],
  signal: AbortSignal,
): Promise<void> {
  const stop = new AbortController();
  const onAbort = () => stop.abort(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    const running = parts.map((part) => part(stop.signal).finally(() => stop.abort()));
    const failed = (await Promise.allSettled(running)).find((end) => end.status === 'rejected');
    if (failed && !signal.aborted) throw failed.reason;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
