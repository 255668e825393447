const LOOK_MS = 200;

/**
 * Calls back once when the shell that `npm run` started this process from is gone: npm passes
 * a signal to that shell, which ends without passing it on. Does nothing outside of npm,
 * where a process may well outlive its parent.
 *
 * @param {() => void} act
 * @returns {() => void} stops looking
 */
export function whenOrphaned(act) {
  if (process.env.npm_lifecycle_event === undefined) return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, LOOK_MS);
  return () => clearInterval(timer);
}
