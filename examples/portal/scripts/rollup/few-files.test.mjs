import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesOf } from '../../../../packages/widgets/scripts/rollup/testing/files-of.mjs';
import { fewFiles } from './few-files.mjs';

const IMPORTS = {
  main: ['lit', 'router', '()landing', '()home', '()account'],
  router: ['go-to'],
  landing: ['map', 'hero', 'metric'],
  home: ['map', 'metric', 'go-to', 'news'],
  account: ['form', 'field', 'news'],
  metric: ['go-to'],
  form: ['field'],
  map: ['lit', 'rpc'],
  chart: ['lit', 'rpc'],
  news: ['field'],
};
const ELEMENTS = { map: 'energy-map', chart: 'energy-chart' };
const FOREIGN = ['lit', 'rpc', 'field'];

const bundled = () =>
  filesOf({
    imports: { ...IMPORTS, home: [...IMPORTS.home, 'chart'] },
    entries: ['main'],
    idOf: (name) => {
      const element = ELEMENTS[name];
      if (element) return `/packages/widgets/dist/${element}/${element}.js`;
      return FOREIGN.includes(name) ? `/node_modules/${name}.js` : `/examples/portal/dist/${name}.js`;
    },
    manualChunks: fewFiles('/portal/dist/main.js'),
  });

test('what is there before any page is one file beside the entry, which no page may import', async () => {
  const files = await bundled();
  assert.deepEqual([files.lit, files.router, files['go-to']], ['frame', 'frame', 'frame']);
  assert.equal(files.main, 'main');
});

test('what else of the portal more than one page needs is one file', async () => {
  assert.equal((await bundled()).metric, 'shared');
});

test('what one page alone needs is in its file', async () => {
  const files = await bundled();
  assert.equal(files.hero, files.landing);
  assert.equal(files.form, files.account);
});

test('what elements share is a file of theirs, which pages without any do not load', async () => {
  assert.equal((await bundled()).rpc, 'core');
});

test('what pages share goes nowhere with what it imports from elsewhere', async () => {
  const files = await bundled();
  assert.notEqual(files.news, 'shared');
  assert.notEqual(files.field, 'shared');
});
