import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rollup } from 'rollup';
import { sharedCore } from './shared-core.mjs';

const ELEMENTS = ['energy-chart', 'energy-map', 'support-chat', 'support-inbox'];

/** What each module imports; `()` before a name is an import that happens later. */
const IMPORTS = {
  'energy-chart': ['lit', 'rpc', '()upkeep'],
  'energy-map': ['lit', 'rpc', 'print', 'countries'],
  'support-chat': ['lit', '()box'],
  'support-inbox': ['lit', 'rpc', 'log', 'uploads', 'desk'],
  upkeep: ['print', 'stale'],
  box: ['log', '()extras'],
  extras: ['uploads', 'rating'],
};

/** In which file of the bundle each module is. */
async function filesOf() {
  const names = [...new Set([...Object.keys(IMPORTS), ...Object.values(IMPORTS).flat()])].map((name) =>
    name.replace('()', ''),
  );
  const idOf = (name) => (ELEMENTS.includes(name) ? `/dist/${name}/${name}.js` : `/dist/${name}.js`);
  const sources = new Map(names.map((name) => [idOf(name), sourceOf(name, idOf)]));
  const bundle = await rollup({
    input: Object.fromEntries(ELEMENTS.map((name) => [name, idOf(name)])),
    plugins: [{ name: 'source', resolveId: (id) => id, load: (id) => sources.get(id) }],
  });
  const { output } = await bundle.generate({
    manualChunks: sharedCore(ELEMENTS, ['support-chat']),
    chunkFileNames: '[name].js',
  });
  return Object.fromEntries(
    names.map((name) => [name, output.find(({ modules }) => idOf(name) in (modules ?? {}))?.name]),
  );
}

function sourceOf(name, idOf) {
  const lines = (IMPORTS[name] ?? []).map((imported) =>
    imported.startsWith('()')
      ? `import(${JSON.stringify(idOf(imported.slice(2)))});`
      : `import ${JSON.stringify(idOf(imported))};`,
  );
  return [...lines, `globalThis.ran.push(${JSON.stringify(name)});`].join('\n');
}

test('what elements share is in a few files, by when those that begin with little need it', async () => {
  const files = await filesOf();
  assert.equal(files.lit, 'base');
  assert.equal(files.rpc, 'core');
  assert.equal(files.log, 'soon');
  assert.equal(files.uploads, 'later');
});

test('the little that one element needs at once and another later is no file of its own', async () => {
  assert.equal((await filesOf()).print, 'core');
});

test('what one element alone needs stays with it, and its later parts stay parts', async () => {
  const files = await filesOf();
  assert.equal(files.countries, 'energy-map');
  assert.equal(files.desk, 'support-inbox');
  assert.deepEqual([files.stale, files.box, files.rating], ['upkeep', 'box', 'extras']);
});
