import { createRequire } from 'node:module';

const CHECK_MS = 10;

/** The part of kafkajs' request queue that is mended. */
interface RequestQueue {
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  readonly pending: readonly unknown[];
  checkPendingRequests(): void;
}

/**
 * Mends a fault of kafkajs 2.2.4 (its issue 1751): each connection, once used, sets a timer of a millisecond again and
 * again for as long as it lives, with a negative time, to look for requests that wait, also where none does. Here the
 * timer is set only where one waits. What a queue does with its requests stays as it is.
 */
export function quietRequestQueue(): void {
  const module: unknown = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js');
  if (typeof module !== 'function') throw new Error('this is not the kafkajs whose timer is mended here');
  Object.defineProperty(module.prototype, 'scheduleCheckPendingRequests', {
    configurable: true,
    writable: true,
    value(this: RequestQueue): void {
      if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return;
      const waitMs = this.throttledUntil - Date.now();
      this.throttleCheckTimeoutId = setTimeout(
        () => {
          this.throttleCheckTimeoutId = null;
          this.checkPendingRequests();
        },
        waitMs > 0 ? waitMs : CHECK_MS,
      );
    },
  });
}
