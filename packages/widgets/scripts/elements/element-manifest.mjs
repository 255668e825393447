import { fileURLToPath } from 'node:url';
import { cli } from '@custom-elements-manifest/analyzer/cli.js';

const folder = fileURLToPath(new URL('../../', import.meta.url));
const config = fileURLToPath(new URL('analyzer.config.mjs', import.meta.url));

/**
 * What the elements say of themselves, as a custom-elements manifest: what is private, and what the analyzer only guesses,
 * is left out.
 *
 * @param {{ cwd?: string, globs?: string }} [where] sources of other elements, for tests
 * @returns {Promise<object>} https://github.com/webcomponents/custom-elements-manifest
 */
export async function elementManifest({ cwd = folder, globs = 'src/*/*-element.ts' } = {}) {
  const argv = ['analyze', '--litelement', '--quiet', '--config', config, '--globs', globs];
  const { modules, ...manifest } = await cli({ argv, cwd, noWrite: true });
  return {
    ...manifest,
    modules: modules
      .map((module) => tidyModule(module))
      .filter(({ declarations }) => declarations.length > 0)
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** The elements of a manifest that have a name, by it. */
export function elementsOf({ modules }) {
  return modules
    .flatMap(({ path, declarations }) => declarations.map((declaration) => ({ path, ...declaration })))
    .sort((a, b) => (a.tagName < b.tagName ? -1 : 1));
}

function tidyModule({ path, declarations, exports, ...module }) {
  const elements = declarations.filter(({ tagName }) => tagName).map(tidyElement);
  const names = new Set(elements.map(({ name }) => name));
  return {
    ...module,
    // What is published is made of the sources.
    path: path.replace(/^src\//, 'dist/').replace(/\.ts$/, '.js'),
    declarations: elements,
    exports: exports
      .filter(({ name }) => names.has(name))
      .map((one) => ({ ...one, declaration: { name: one.declaration.name } })),
  };
}

function tidyElement({ members = [], events = [], ...element }) {
  return {
    ...element,
    members: members.filter(
      ({ name, privacy, static: isStatic, description }) =>
        !privacy && !isStatic && description && !name.startsWith('#'),
    ),
    events: events.filter(({ name, description }) => name && description),
  };
}
