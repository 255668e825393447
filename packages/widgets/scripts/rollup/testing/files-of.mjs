import { rollup } from 'rollup';

/**
 * For tests: in which file of a bundle each module is.
 *
 * @param {object} graph
 * @param {Record<string, string[]>} graph.imports what each module imports; `()` before a name is an import that happens later
 * @param {readonly string[]} graph.entries
 * @param {(name: string) => string} graph.idOf where a module is
 * @param {import('rollup').GetManualChunk} graph.manualChunks what is tested
 * @returns {Promise<Record<string, string | undefined>>}
 */
export async function filesOf({ imports, entries, idOf, manualChunks }) {
  const names = [...new Set([...Object.keys(imports), ...Object.values(imports).flat()])].map((name) =>
    name.replace('()', ''),
  );
  const sources = new Map(names.map((name) => [idOf(name), sourceOf(name, imports[name] ?? [], idOf)]));
  const bundle = await rollup({
    input: Object.fromEntries(entries.map((name) => [name, idOf(name)])),
    plugins: [{ name: 'source', resolveId: (id) => id, load: (id) => sources.get(id) }],
  });
  const { output } = await bundle.generate({ manualChunks, chunkFileNames: '[name].js' });
  return Object.fromEntries(
    names.map((name) => [name, output.find(({ modules }) => idOf(name) in (modules ?? {}))?.name]),
  );
}

function sourceOf(name, imports, idOf) {
  const lines = imports.map((imported) =>
    imported.startsWith('()')
      ? `import(${JSON.stringify(idOf(imported.slice(2)))});`
      : `import ${JSON.stringify(idOf(imported))};`,
  );
  return [...lines, `globalThis.ran.push(${JSON.stringify(name)});`].join('\n');
}
