import { findElements } from './find-elements.ts';
import { loadElement } from './load-element.ts';
import type { Release } from './release.ts';
import { useOptions } from './use-options.ts';
import { waitingStyles } from './waiting-styles.ts';

/**
 * Loads each element when the page first holds one. What a page has put into an element shows until the element is there,
 * and stays where it cannot be loaded; that is told as an error that nobody has caught, and tried again when the browser is
 * online again or another such element comes.
 *
 * @param url address of the script
 */
export function startLoader(release: Release, url: string): void {
  const { name: folder, elements } = release;
  const names = Object.keys(elements);
  const styles = waitingStyles(names);
  const tell = useOptions(url);
  // The same script is served in the folder of its release and, by a name that never changes, beside it.
  const base = new URL(`${folder}/`, url.replace(`/${folder}/`, '/'));
  const load = (name: string): void => {
    loadElement(name, release, base).catch(reportError);
  };
  const seen = new Set<string>();
  findElements(new Set(names), (element) => {
    const { localName } = element;
    tell(element);
    // None where it has been taken out meanwhile.
    const root: Node & Partial<DocumentOrShadowRoot> = element.getRootNode();
    const { adoptedStyleSheets: sheets } = root;
    if (sheets?.includes(styles) === false) sheets.push(styles);
    seen.add(localName);
    load(localName);
  });
  addEventListener('online', () => seen.forEach(load));
}
