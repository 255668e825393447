type Listen = (type: string, listener: () => void) => void;

interface EventSource {
  readonly addEventListener?: Listen;
  readonly removeEventListener?: Listen;
}

/** Where the signs of waking up come from: `globalThis` of a page, or of a worker, which has no document. */
export interface WakeScope extends EventSource {
  readonly document?: EventSource & { readonly visibilityState: string };
}

/**
 * Calls `wake` when the machine comes online and when the page becomes visible, and `leave` when the user goes to another
 * page: a browser keeps what is left for the way back, with its requests, and allows a host only six of these over
 * HTTP/1.1 (https://web.dev/articles/bfcache). Coming back makes it visible. Where a platform has no such events (Node)
 * it does nothing.
 *
 * @returns a function that stops listening
 */
export function listenForWake(scope: WakeScope, wake: () => void, leave?: () => void): () => void {
  const { document } = scope;
  const onVisibility = () => {
    if (document?.visibilityState === 'visible') wake();
  };
  scope.addEventListener?.('online', wake);
  if (leave) scope.addEventListener?.('pagehide', leave);
  document?.addEventListener?.('visibilitychange', onVisibility);
  return () => {
    scope.removeEventListener?.('online', wake);
    if (leave) scope.removeEventListener?.('pagehide', leave);
    document?.removeEventListener?.('visibilitychange', onVisibility);
  };
}
