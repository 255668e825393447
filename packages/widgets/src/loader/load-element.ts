import { importModule } from './import-module.ts';
import type { Release } from './release.ts';

declare global {
  /** Shared by all loaders of the page, of whatever version: each element is loaded once, by the first that sees it. */
  var wattletLoading: Map<string, Promise<void>> | undefined;
}

/**
 * Loads an element unless it is there, or on its way.
 *
 * @param name one of those of the release
 * @param base address that the paths of the release are relative to
 * @returns when the element is defined
 * @throws Error when a file cannot be had or is not what the release says; the next call tries again
 */
export function loadElement(name: string, release: Release, base: URL): Promise<void> {
  if (customElements.get(name)) return Promise.resolve();
  globalThis.wattletLoading ??= new Map();
  const loading = globalThis.wattletLoading;
  const promise = loading.get(name) ?? load(name, release, base);
  loading.set(name, promise);
  promise.catch(() => loading.delete(name));
  return promise;
}

async function load(name: string, { elements, files }: Release, base: URL): Promise<void> {
  const needed = files
    .filter((_, index) => elements[name]?.includes(index))
    .map(([path, hash]) => [new URL(path, base).href, hash] as const);
  await Promise.all(needed.map(preload));
  // Those that others import come first: none of them runs in one task with another, and the page does what else it has to do.
  for (const [url] of needed) {
    await new Promise((resolve) => setTimeout(resolve));
    await importModule(url);
  }
}

/**
 * Fetches a module and checks its content: one that has been preloaded is not fetched again when it is imported. So all
 * files of an element are on their way at once.
 */
function preload([href, hash]: readonly [string, string]): Promise<unknown> | undefined {
  const link = document.createElement('link');
  if (!link.relList.supports('modulepreload')) return undefined;
  return new Promise((resolve, reject) => {
    const onerror = () => reject(new Error(`cannot load ${href}`));
    const integrity = `sha256-${hash}`;
    Object.assign(link, { rel: 'modulepreload', integrity, href, onload: resolve, onerror });
    document.head.append(link);
  });
}
