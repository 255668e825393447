import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sharedCore } from './shared-core.mjs';
import { filesOf } from './testing/files-of.mjs';

const ELEMENTS = ['energy-chart', 'energy-map', 'support-chat', 'support-inbox'];

const IMPORTS = {
  'energy-chart': ['lit', 'rpc', '()upkeep'],
  'energy-map': ['lit', 'rpc', 'print', 'countries'],
  'support-chat': ['lit', '()box'],
  'support-inbox': ['lit', 'rpc', 'log', 'uploads', 'desk'],
  upkeep: ['print', 'stale'],
  box: ['log', '()extras'],
  extras: ['uploads', 'rating'],
};

const bundled = () =>
  filesOf({
    imports: IMPORTS,
    entries: ELEMENTS,
    idOf: (name) => (ELEMENTS.includes(name) ? `/dist/${name}/${name}.js` : `/dist/${name}.js`),
    manualChunks: sharedCore(ELEMENTS, ['support-chat']),
  });

test('what elements share is in a few files, by when those that begin with little need it', async () => {
  const files = await bundled();
  assert.equal(files.lit, 'base');
  assert.equal(files.rpc, 'core');
  assert.equal(files.log, 'soon');
  assert.equal(files.uploads, 'later');
});

test('the little that one element needs at once and another later is no file of its own', async () => {
  assert.equal((await bundled()).print, 'core');
});

test('what one element alone needs stays with it, and its later parts stay parts', async () => {
  const files = await bundled();
  assert.equal(files.countries, 'energy-map');
  assert.equal(files.desk, 'support-inbox');
  assert.deepEqual([files.stale, files.box, files.rating], ['upkeep', 'box', 'extras']);
});
