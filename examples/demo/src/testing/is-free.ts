/// <reference lib="dom" />
/**
 * For a locator's filter, in the page: whether nothing lies over an element. A dialog that is fading out would take the
 * click that is meant for the page below it.
 *
 * @throws where the element has left the page, so that the locator looks for it anew
 */
export function isFree(element: Element): boolean {
  if (!element.isConnected) throw new Error('the element has left the page');
  element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  const { x, y, width, height } = element.getBoundingClientRect();
  const at = [x + width / 2, y + height / 2] as const;
  let hit = document.elementFromPoint(...at);
  for (let inner = hit?.shadowRoot; inner; inner = hit?.shadowRoot) {
    const within: Element | null = inner.elementFromPoint(...at);
    // A shadow tree with nothing of its own there answers its host.
    if (within === null || within === hit) break;
    hit = within;
  }
  for (let node: Node | null = hit; node; ) {
    if (node === element) return true;
    const slot: Node | null = node instanceof Element ? node.assignedSlot : null;
    node = slot ?? node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
  }
  return false;
}
