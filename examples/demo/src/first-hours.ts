import { setTimeout as delay } from 'node:timers/promises';

/** Longest that the first hours are waited for: the page shows by itself what comes later. */
const MOST_MS = 20_000;
const LOOK_MS = 100;

/** Resolves when every stream of a server has data, or the signal aborts, or it takes too long. */
export async function firstHours(serverUrl: string, signal: AbortSignal): Promise<void> {
  const end = performance.now() + MOST_MS;
  while (!signal.aborted && performance.now() < end) {
    const response = await fetch(new URL('/readyz', serverUrl));
    const { streams } = (await response.json()) as { streams: { dataUntil?: string }[] };
    if (streams.every(({ dataUntil }) => dataUntil !== undefined)) return;
    await delay(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}
