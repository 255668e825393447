import type { WattletError } from '../errors/wattlet-error.ts';

const FIRST_MS = 500;
const LONGEST_MS = 30_000;
/** The longest that a server can make us wait. */
const MAX_RETRY_AFTER_MS = 300_000;

/**
 * How long to wait before try number `attempt` (from 0), in milliseconds: a random part of 0.5 s
 * doubled with every attempt, at most 30 s. Full jitter, so that clients that lost their connection
 * together do not come back together.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 * @param random a number in [0, 1)
 */
export function fullJitterMs(attempt: number, random: () => number): number {
  return random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
}

/** The same, but not before the server that failed wants to be asked again; of that at most 5 minutes. */
export function retryDelayMs(attempt: number, random: () => number, error: WattletError | undefined): number {
  const askedMs = Math.min(error?.retryAfterMs ?? 0, MAX_RETRY_AFTER_MS);
  return Math.max(fullJitterMs(attempt, random), askedMs);
}
