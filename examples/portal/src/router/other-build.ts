/** A document is not loaded afresh sooner than this: while servers are updated some have this build and some that. */
const LEAST_AGE_MS = 5_000;
/** How long the server has to say which build it has. */
const PATIENCE_MS = 5_000;
/** While servers are updated the build that comes may be the old one: it is loaded again, but not sooner than this. */
const AGAIN_MS = 60_000;

/**
 * The module that another build of the portal begins with, where the server has another one by now than that of this document,
 * whose parts may be gone. Undefined where it does not say.
 */
export async function otherBuild(): Promise<string | undefined> {
  if (performance.now() < LEAST_AGE_MS) return undefined;
  try {
    const answer = await fetch('/', { cache: 'no-cache', signal: AbortSignal.timeout(PATIENCE_MS) });
    const [, entry] = /<script type="module" src="([^"]+)"/.exec(await answer.text()) ?? [];
    const own = document.querySelector('script[type="module"]')?.getAttribute('src');
    return answer.ok && entry !== own ? entry : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Loads the document afresh for another build, for each at most once a minute: one that does not come, or does not help either,
 * is not loaded again and again. False where it was just before, or where that cannot be kept in mind.
 */
export function reloadFor(build: string): boolean {
  const key = `wattlet-reloaded-for:${build}`;
  try {
    const last = Date.parse(sessionStorage.getItem(key) ?? '');
    if (Math.abs(Date.now() - last) < AGAIN_MS) return false;
    sessionStorage.setItem(key, new Date().toISOString());
  } catch {
    return false;
  }
  location.reload();
  return true;
}
