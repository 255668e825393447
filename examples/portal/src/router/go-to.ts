/** How an address is gone to. */
export interface GoOptions {
  /** Takes the place of the current entry of the history. */
  readonly replace?: boolean;
}

/** Goes to a page of the portal, as a link to it would; another state of the same page, in place of the current entry, does not load it again. */
export function goTo(address: string, { replace = false }: GoOptions = {}): void {
  const { pathname } = new URL(address, location.href);
  if (globalThis.navigation) navigation.navigate(address, { history: replace ? 'replace' : 'auto' });
  else if (replace && pathname === location.pathname) {
    history.replaceState(history.state, '', address);
    dispatchEvent(new PopStateEvent('popstate'));
  } else if (replace) location.replace(address);
  else location.assign(address);
}

/**
 * Puts the state of a page into its address, in place of what was there: what can be seen can be shared, and is there
 * again after a reload. An empty value takes its name away.
 */
export function keepInAddress(state: Readonly<Record<string, string | undefined>>): void {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(state)) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  if (url.href !== location.href) goTo(url.href, { replace: true });
}
