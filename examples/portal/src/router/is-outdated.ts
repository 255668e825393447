/** A document is not loaded afresh sooner than this: while servers are updated some have this build and some that. */
const LEAST_AGE_MS = 5_000;
/** How long the server has to say which build it has. */
const PATIENCE_MS = 5_000;

/**
 * Whether the server has another build of the portal by now than the one that this document is of, whose parts may be gone.
 * False where it does not say.
 */
export async function isOutdated(): Promise<boolean> {
  if (performance.now() < LEAST_AGE_MS) return false;
  try {
    const answer = await fetch('/', { cache: 'no-cache', signal: AbortSignal.timeout(PATIENCE_MS) });
    const [, entry] = /<script type="module" src="([^"]+)"/.exec(await answer.text()) ?? [];
    const own = document.querySelector('script[type="module"]')?.getAttribute('src');
    return answer.ok && entry !== undefined && entry !== own;
  } catch {
    return false;
  }
}
