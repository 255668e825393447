import type { OpenLive } from './live-connection.ts';
import type { TabStreams, TabStreamsDeps } from './tabs/tab-streams.ts';

/** The streams of a client that are shared with other tabs. */
export interface SharedStreams {
  readonly open: OpenLive;
  /** Carries no other tab's stream any more, at once. */
  resign(): void;
}

/** Whether there may be other tabs, and this one can speak to them: pages only, and those of HTTPS or of this machine. */
export function mayHaveTabs(): boolean {
  return 'document' in globalThis && 'BroadcastChannel' in globalThis && 'locks' in navigator;
}

/**
 * Opens streams that are shared with the tabs of the same caller. A browser opens six connections to a host over HTTP/1.1,
 * so a seventh tab with a stream of its own would wait for ever. What that takes is loaded with the first stream.
 */
export function shareWithTabs(deps: TabStreamsDeps): SharedStreams {
  let loading: Promise<void> | undefined;
  let tabs: TabStreams | undefined;
  const load = async () => {
    // Both throw where a browser keeps nothing for the page.
    await navigator.locks.query();
    new BroadcastChannel('wattlet-live').close();
    const { TabStreams } = await import('./tabs/tab-streams.ts');
    tabs = new TabStreams(deps);
  };
  return {
    async *open(topics, signal) {
      // Where it does not load a stream of one's own is what is left.
      loading ??= load().catch(() => undefined);
      await loading;
      yield* tabs ? tabs.open(topics, signal) : deps.watch(topics, signal);
    },
    resign: () => tabs?.resign(),
  };
}
