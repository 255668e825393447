/**
 * Calls back with every element of these names that the document holds now or later, also within open shadow roots. One
 * that is moved is found again. A shadow root is known that its host has when it comes into the document, or as soon as it is
 * defined: of one that is attached later nobody is told, and its host has to be moved, or to load the script of the element.
 */
export function findElements(names: ReadonlySet<string>, found: (element: Element) => void): void {
  const awaited = new Set<string>();

  const watch = (root: Document | ShadowRoot) => {
    // A root that is watched already stays watched once.
    observer.observe(root, { childList: true, subtree: true });
    lookThrough(root);
  };

  const lookThrough = (root: ParentNode) => {
    for (const element of root.querySelectorAll('*')) look(element);
  };

  const look = (element: Element) => {
    const { localName, shadowRoot } = element;
    if (names.has(localName)) {
      found(element);
    } else if (shadowRoot) {
      watch(shadowRoot);
    } else if (localName.includes('-') && !customElements.get(localName) && !awaited.has(localName)) {
      // It may get a shadow root as soon as it is defined. Many names of frameworks never are: one promise for each name.
      awaited.add(localName);
      customElements.whenDefined(localName).then(
        () => watch(document),
        // Not every name with a hyphen is one that a custom element may have.
        () => undefined,
      );
    }
  };

  const observer = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        look(node);
        lookThrough(node);
      }
    }
  });

  watch(document);
}
