import { elementsOf } from './element-manifest.mjs';

const MADE = '// Made from the manifest of the elements by `npm run generate`.';

/** Module that tells React's JSX of the elements of a manifest. */
export function reactTypes(manifest) {
  const elements = elementsOf(manifest);
  return `${MADE}
import type { HTMLAttributes, Key, Ref } from 'react';
${imports(elements)}

/** What JSX may say of an element: some of its properties, listeners of its events, and what any element takes. */
type ElementProps<Element extends HTMLElement, Name extends keyof Element, Events> = Partial<Pick<Element, Name>> & {
  [Event in keyof Events as \`on\${string & Event}\`]?: (event: Events[Event]) => void;
} & Omit<HTMLAttributes<Element>, Name> & { readonly class?: string; readonly ref?: Ref<Element>; readonly key?: Key };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
${elements.map((one) => `      '${one.tagName}': ElementProps<${parametersOf(one)}>;`).join('\n')}
    }
  }
}
`;
}

/** Module that tells Vue's templates of the elements of a manifest. */
export function vueTypes(manifest) {
  const elements = elementsOf(manifest);
  return `${MADE}
import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
${imports(elements)}

/** What a template may say of an element, as Vue's guide on custom elements has it. */
type CustomElement<Element extends HTMLElement, Name extends keyof Element, Events> = new () => Element & {
  /** @deprecated for the checker of templates only */
  $props: HTMLAttributes & Partial<Pick<Element, Name>> & PublicProps;
  /** @deprecated for the checker of templates only */
  $emit: EmitFn<{ [Event in keyof Events]: (event: Events[Event]) => void }>;
};

declare module 'vue' {
  interface GlobalComponents {
${elements.map((one) => `    '${one.tagName}': CustomElement<${parametersOf(one)}>;`).join('\n')}
  }
}
`;
}

/** Imports of each element with its events; of an event that several have, once. */
function imports(elements) {
  const known = new Set();
  return elements
    .map(({ tagName, name, events }) => {
      const names = [name, ...events.map(({ type }) => type.text)].filter((one) => {
        const isNew = !known.has(aliasOf(tagName, one));
        known.add(aliasOf(tagName, one));
        return isNew;
      });
      const as = names.map((one) =>
        one === aliasOf(tagName, one) ? one : `${one} as ${aliasOf(tagName, one)}`,
      );
      return `import type { ${as.join(', ')} } from '../${tagName}/${tagName}.ts';`;
    })
    .join('\n');
}

function parametersOf({ tagName, name, members, events }) {
  const properties = members.filter(({ kind, readonly }) => kind === 'field' && !readonly);
  const names = properties.map((one) => `'${one.name}'`).join(' | ');
  const listened = events.map(({ name: event, type }) => `'${event}': ${aliasOf(tagName, type.text)}`);
  return `${name}, ${names}, { ${listened.join('; ')} }`;
}

/** Both chats have a class of this name. */
const aliasOf = (tagName, type) =>
  type === 'ReferenceSelectEvent' && tagName === 'support-inbox' ? 'InboxReferenceEvent' : type;
