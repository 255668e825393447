/** A repeated signal within this time is the same one: shells and npm pass it on beside each other. */
const SAME_SIGNAL_MS = 1_000;

/** Exit code of a process that was ended by Ctrl-C, as shells count: 128 and the signal's number. */
const INTERRUPTED = 130;

/** A signal that aborts at Ctrl-C and at termination. Whoever asks again a second later ends the process at once. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  let firstAt = 0;
  const stop = (): void => {
    if (!controller.signal.aborted) {
      firstAt = performance.now();
      controller.abort(new Error('interrupted'));
    } else if (performance.now() - firstAt > SAME_SIGNAL_MS) {
      process.exit(INTERRUPTED);
    }
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return controller.signal;
}
