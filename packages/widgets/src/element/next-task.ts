import type { LiveClient } from './live-client.ts';

/**
 * Resolves in a task of its own, so that a page can answer its user between two long steps, and shows what the first has
 * done. Await it only where neither step can be made short. Undefined where the page has the data itself: nothing comes in
 * between then, and one frame shows all.
 */
export function nextTask({ live }: LiveClient): Promise<void> | undefined {
  return live.status.state === 'local' ? undefined : new Promise((resolve) => setTimeout(resolve));
}
