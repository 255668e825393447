import type { ReactiveElement } from 'lit';

/**
 * HTML that shows the same chart on another page: the loader of its server, and every declared attribute whose property is
 * not as it is by default.
 */
export function embedSnippet(host: HTMLElement & { readonly server: string }): string {
  const server = host.server || location.origin;
  const written = attributesOf(host)
    .filter(([name]) => name !== 'server')
    .map(([name, value]) => (value === '' ? ` ${name}` : ` ${name}="${escaped(value)}"`))
    .join('');
  return [
    `<script type="module" src="${escaped(server)}/widgets/wattlet.js"></script>`,
    `<energy-chart${written}></energy-chart>`,
  ].join('\n');
}

/** The attributes that say what differs from a new element of the same kind; of those that are flags the value is empty. */
function attributesOf(host: HTMLElement): (readonly [name: string, value: string])[] {
  const { constructor: element } = host;
  if (!isElementClass(element)) return [];
  const usual = document.createElement(host.localName);
  return [...element.elementProperties].flatMap(([property, { attribute }]) => {
    const value: unknown = Reflect.get(host, property);
    if (attribute === false || String(value) === String(Reflect.get(usual, property))) return [];
    const name = typeof attribute === 'string' ? attribute : String(property).toLowerCase();
    return [[name, value === true ? '' : String(value)] as const];
  });
}

function isElementClass(value: object): value is typeof ReactiveElement {
  return 'elementProperties' in value;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
