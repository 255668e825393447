/**
 * Registers an element under its name, unless that name is taken: a page may well load a widget
 * twice, and the first one to come stays. A different class under the name is worth a warning.
 */
export function define(name: string, element: CustomElementConstructor): void {
  const known = customElements.get(name);
  if (!known) customElements.define(name, element);
  else if (known !== element)
    console.warn(`<${name}> is already defined, by another copy of it; that one stays.`);
}
