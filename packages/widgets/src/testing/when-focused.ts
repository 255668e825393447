/** Resolves when an element of a shadow root has the focus that is as the test wants it. */
export function whenFocused(
  { renderRoot }: { readonly renderRoot: ParentNode & Node },
  look: (element: Element) => boolean,
): Promise<Element> {
  return new Promise((resolve) => {
    const check = () => {
      const element = renderRoot instanceof ShadowRoot ? renderRoot.activeElement : null;
      if (!element || !look(element)) return;
      renderRoot.removeEventListener('focusin', check);
      resolve(element);
    };
    renderRoot.addEventListener('focusin', check);
    check();
  });
}
