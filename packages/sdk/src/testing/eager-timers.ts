import type { Timers } from '../live/timers.ts';

/** Longer waits are for silence, which a test over a live connection does not wait for. */
const LONGEST_WAIT_MS = 30_000;

/**
 * Timers for tests over real connections: a wait of up to 30 s (gathering, back-off) is over at once, a
 * longer one (the watchdog) never. The clock is ten minutes further on at every look, so that every stream
 * counts as steady.
 */
export function eagerTimers(): Timers {
  let now = Date.UTC(2026, 0, 1);
  return {
    now: () => {
      now += 600_000;
      return now;
    },
    after: (ms, run) => {
      if (ms > LONGEST_WAIT_MS) return () => {};
      const immediate = setImmediate(run);
      return () => clearImmediate(immediate);
    },
  };
}
