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
 * Calls `wake` when the machine comes online and when the page becomes visible. Where a platform has no
 * such events (Node) it does nothing.
 *
 * @returns a function that stops listening
 */
export function listenForWake(scope: WakeScope, wake: () => void): () => void {
  const { document } = scope;
  const onVisibility = () => {
    if (document?.visibilityState === 'visible') wake();
  };
  scope.addEventListener?.('online', wake);
  document?.addEventListener?.('visibilitychange', onVisibility);
  return () => {
    scope.removeEventListener?.('online', wake);
    document?.removeEventListener?.('visibilitychange', onVisibility);
  };
}
