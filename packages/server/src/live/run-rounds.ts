import type { EventBus } from '../platform/bus/event-bus.ts';
import type { WakeUp } from '../platform/bus/wake-up.ts';
import { runTogether } from '../platform/run-together.ts';

/** The loop of a hub. Times are in milliseconds. */
export interface RoundsOptions {
  readonly bus: Pick<EventBus, 'tail'>;
  /** Events of this topic wake the loop. */
  readonly topic: string;
  /** Whatever else wakes it. */
  readonly wake: WakeUp;
  /** How often to look for what no wake-up announced. */
  readonly recheckMs: number;
  /** How long one round may take until the database counts as lost. */
  readonly roundMs: number;
  /** What is asked in a round, for the message that it did not answer, `the database of the load stream`. */
  readonly about: string;
  /** Looks once. What it was given up for is in its signal: nothing may be told after that. */
  readonly round: (signal: AbortSignal) => Promise<void>;
}

/**
 * Runs round after round, each when something woke it, until the signal aborts. Rejects when a round, the bus, or the
 * time of a round fails. Calls `ready` after every round that went well.
 */
export async function runRounds(
  options: RoundsOptions,
  signal: AbortSignal,
  ready: () => void,
): Promise<void> {
  const { bus, topic, wake } = options;
  const tail = (end: AbortSignal) => bus.tail({ topic, onWake: () => wake.call(), signal: end });
  await runTogether([tail, (end) => follow(options, end, ready)], signal);
}

async function follow(options: RoundsOptions, signal: AbortSignal, ready: () => void): Promise<void> {
  while (!signal.aborted) {
    await roundWithin(options, signal);
    if (!signal.aborted) ready();
    await options.wake.wait(options.recheckMs, signal);
  }
}

/** One round that ends at the latest when its time is up: a database that hangs has failed, too. */
async function roundWithin({ roundMs, about, round }: RoundsOptions, signal: AbortSignal): Promise<void> {
  const end = new AbortController();
  const onAbort = () => end.abort(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const late = new Error(`${about} did not answer within ${roundMs} ms`);
  const timer = setTimeout(() => end.abort(late), roundMs);
  const aborted = new Promise<never>((_, reject) => {
    end.signal.addEventListener('abort', () => reject(end.signal.reason), { once: true });
  });
  try {
    await Promise.race([round(end.signal), aborted]);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    // What is left of a round that was given up must not go on beside the next one.
    end.abort();
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
