/** Resolves when something in an element's shadow root is as the test wants it, and looks again at every change. */
export function whenShown<T>(
  { renderRoot }: { readonly renderRoot: ParentNode & Node },
  look: (root: ParentNode) => T | null | undefined | false,
): Promise<T> {
  return new Promise((resolve) => {
    const check = () => {
      const found = look(renderRoot);
      if (!found) return;
      observer.disconnect();
      resolve(found);
    };
    const observer = new MutationObserver(check);
    observer.observe(renderRoot, { subtree: true, childList: true, characterData: true, attributes: true });
    check();
  });
}
