/** What the storage did not take, until the page is left. */
const unstored = new Map<string, string>();

/** What this browser keeps under a name: nothing where something else has written there. */
export function kept(name: string, revive?: (name: string, value: unknown) => unknown): Kept {
  try {
    const value: unknown = JSON.parse(unstored.get(name) ?? localStorage.getItem(name) ?? 'null', revive);
    return typeof value === 'object' ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Something of which it is not known yet what it is. */
export type Kept = Readonly<Record<string, unknown>>;

/** Keeps something under a name, or with undefined nothing any more; without working storage until the page is left. */
export function keep(name: string, value: object | undefined): void {
  const text = value && JSON.stringify(value);
  unstored.delete(name);
  try {
    if (text) localStorage.setItem(name, text);
    else localStorage.removeItem(name);
  } catch {
    // It is blocked, absent or full.
    if (text) unstored.set(name, text);
  }
}

/** The ends of all names that begin like this. */
export function keptNames(prefix: string): readonly string[] {
  const names = [...storedNames(), ...unstored.keys()].filter((name) => name.startsWith(prefix));
  return [...new Set(names)].map((name) => name.slice(prefix.length));
}

function storedNames(): readonly string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}
