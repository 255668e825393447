import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';

const FOLDER = new URL('.', import.meta.url);
const modules = (await readdir(FOLDER)).filter((file) => /(?<!\.test)\.ts$/.test(file));

test('the chart engine imports nothing but itself and numbers, and knows no page: it runs in a worker', async () => {
  assert.ok(modules.length > 0);
  for (const file of modules) {
    const text = await readFile(new URL(file, FOLDER), 'utf8');
    const imported = [...text.matchAll(/(?:from|import)\s*\(?'([^']+)'/g)].map(([, name]) => name);
    const foreign = imported.filter((name) => !/^(\.\/|d3-array$)/.test(name ?? ''));
    assert.deepEqual(foreign, [], file);
    assert.doesNotMatch(text, /\b(document|window|HTML\w+|customElements)\b/, file);
  }
});
