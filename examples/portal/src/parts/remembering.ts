/** What this browser remembers under a name; undefined where nothing is, or its storage cannot be used. */
export function remembered(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Remembers something from now on, where the browser keeps anything. */
export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // The storage is blocked or full: it holds until the page is left.
  }
}
