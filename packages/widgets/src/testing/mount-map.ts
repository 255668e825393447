import { EnergyMapElement } from '../energy-map/energy-map.ts';
import type { FakeMapClient } from './fake-map-client.ts';

/** Puts a map on the page, 800 px wide, and removes it with {@link unmountMaps}. */
export function mountMap(
  client: FakeMapClient,
  properties: Partial<EnergyMapElement> = {},
  width = 800,
): EnergyMapElement {
  const box = document.createElement('main');
  box.className = 'map-box';
  box.style.inlineSize = `${width}px`;
  const map = new EnergyMapElement();
  Object.assign(map, { client, lang: 'en-GB', ...properties });
  box.append(map);
  document.body.append(box);
  return map;
}

/** A mounted map, once it has drawn its data. */
export async function drawnMap(...options: Parameters<typeof mountMap>): Promise<EnergyMapElement> {
  const map = mountMap(...options);
  await nextFrom(map, 'time-change');
  return map;
}

/** Resolves with the next event of a type. */
export function nextFrom<T extends Event>(map: EnergyMapElement, type: string): Promise<T> {
  return new Promise((resolve) => map.addEventListener(type, (event) => resolve(event as T), { once: true }));
}

/** Resolves when something in a map is as the test wants it, and looks again at every change. */
export function whenSeen<T>(
  map: EnergyMapElement,
  look: (root: ParentNode) => T | null | undefined | false,
): Promise<T> {
  const root = map.renderRoot;
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => check());
    const check = () => {
      const found = look(root);
      if (!found) return;
      observer.disconnect();
      resolve(found);
    };
    observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
    check();
  });
}

/** The part of a map with this selector. @throws Error when it is not there. */
export function mapPart<T extends Element = HTMLElement>(map: EnergyMapElement, selector: string): T {
  const found = map.renderRoot.querySelector<T>(selector);
  if (!found) throw new Error(`the map has no ${selector}`);
  return found;
}

/** The text of a part, its white space as a reader sees it. */
export function mapText(map: EnergyMapElement, selector: string): string {
  return (mapPart(map, selector).textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** Presses keys on the map, one after the other. */
export async function pressOn(map: EnergyMapElement, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    mapPart(map, '.surface').dispatchEvent(
      new KeyboardEvent('keydown', { key, cancelable: true, bubbles: true }),
    );
    await map.updateComplete;
  }
}

/** Removes every mounted map from the page. */
export function unmountMaps(): void {
  for (const box of document.querySelectorAll('.map-box')) box.remove();
}
