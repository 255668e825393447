/** A page that is never idle is not waited for longer, in milliseconds. */
const LONGEST_MS = 4_000;

/** Runs something when the page has nothing else to do. @returns a function that keeps it from running */
export function whenIdle(run: () => void): () => void {
  if ('requestIdleCallback' in window) {
    const handle = requestIdleCallback(run, { timeout: LONGEST_MS });
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(run, LONGEST_MS / 2);
  return () => clearTimeout(timer);
}
