/** What this browser keeps under a name: nothing where the page has no storage, or something else has written there. */
export function kept(name: string, revive?: (name: string, value: unknown) => unknown): Kept {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(name) ?? 'null', revive);
    return typeof value === 'object' ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Something of which it is not known yet what it is. */
export type Kept = Readonly<Record<string, unknown>>;

/** Keeps something under a name, or with undefined nothing any more. A page without storage does not remember. */
export function keep(name: string, value: object | undefined): void {
  try {
    if (value) localStorage.setItem(name, JSON.stringify(value));
    else localStorage.removeItem(name);
  } catch {
    // Everything works without, until the page is left.
  }
}

/** The ends of all names that begin like this. */
export function keptNames(prefix: string): readonly string[] {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(prefix));
    return names.map((name) => name.slice(prefix.length));
  } catch {
    return [];
  }
}
