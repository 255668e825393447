/** A delivery is given up so long after it was ordered, in milliseconds. */
export const GIVE_UP_MS = 24 * 3_600_000;

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 3_600_000;

/**
 * When to try a delivery again that has failed `attempts` times: after 5 s, 10 s, 20 s … an hour, each shortened by up to
 * a fifth at random so that what failed together is not tried together. Undefined where it is given up.
 */
export function nextTry(
  { createdAt, attempts }: { readonly createdAt: Date; readonly attempts: number },
  now: Date,
  random: () => number,
): Date | undefined {
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
  const next = now.getTime() + pauseMs * (1 - random() / 5);
  return next < createdAt.getTime() + GIVE_UP_MS ? new Date(next) : undefined;
}
