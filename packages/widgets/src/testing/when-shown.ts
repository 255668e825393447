/**
 * Resolves when something in an element's shadow root is as the test wants it, and looks again at every change and in every
 * frame: what is painted, or laid out, changes without one.
 */
export function whenShown<T>(
  { renderRoot }: { readonly renderRoot: ParentNode & Node },
  look: (root: ParentNode) => T | null | undefined | false,
): Promise<T> {
  return new Promise((resolve) => {
    const check = () => {
      const found = look(renderRoot);
      if (!found) return;
      observer.disconnect();
      cancelAnimationFrame(frame);
      resolve(found);
    };
    const checkFrames = () => {
      frame = requestAnimationFrame(checkFrames);
      check();
    };
    let frame = 0;
    const observer = new MutationObserver(check);
    observer.observe(renderRoot, { subtree: true, childList: true, characterData: true, attributes: true });
    checkFrames();
  });
}
