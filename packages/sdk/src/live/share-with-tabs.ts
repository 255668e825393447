import type { OpenLive } from './live-connection.ts';
import type { TabStreams, TabStreamsDeps } from './tabs/tab-streams.ts';

/** Whether there may be other tabs, and this one can speak to them: pages only, and those of HTTPS or of this machine. */
export function mayHaveTabs(): boolean {
  return 'document' in globalThis && 'BroadcastChannel' in globalThis && 'locks' in navigator;
}

/**
 * Opens streams that are shared with the tabs of the same caller. A browser opens six connections to a host over HTTP/1.1,
 * so a seventh tab with a stream of its own would wait for ever. What that takes is loaded with the first stream.
 */
export function shareWithTabs(deps: TabStreamsDeps): OpenLive {
  let loading: Promise<TabStreams | undefined> | undefined;
  return async function* (topics, signal) {
    // Where it does not load, or storage is forbidden and locks with it, a stream of one's own is what is left.
    loading ??= load(deps).catch(() => undefined);
    const tabs = await loading;
    yield* tabs ? tabs.open(topics, signal) : deps.watch(topics, signal);
  };
}

async function load(deps: TabStreamsDeps): Promise<TabStreams> {
  await navigator.locks.query();
  const { TabStreams } = await import('./tabs/tab-streams.ts');
  return new TabStreams(deps);
}
