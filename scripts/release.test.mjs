import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './lib/repository.mjs';
import { PUBLISHED } from './packages/pack-packages.mjs';

const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));

test('every package of the workspace that is not private is packed, released with the others, and says so to npm', () => {
  const folders = ['packages', 'examples'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
  );
  const open = [...folders, 'bench'].filter((folder) => !read(`${folder}/package.json`).private);
  assert.deepEqual(open.toSorted(), PUBLISHED.toSorted());
  const manifests = open.map((folder) => read(`${folder}/package.json`));
  const [fixed] = read('.changeset/config.json').fixed;
  assert.deepEqual(manifests.map(({ name }) => name).toSorted(), fixed.toSorted());
  for (const { name, publishConfig, files } of manifests) {
    assert.deepEqual(publishConfig, { access: 'public', provenance: true }, name);
    assert.ok(files.length > 0, name);
  }
});

test('packages are published with provenance, which pnpm is told by a variable of its own', () => {
  const { packageManager } = read('package.json');
  assert.match(packageManager, /^pnpm@/);
  const workflow = readFileSync(join(root, '.github/workflows/release.yml'), 'utf8');
  assert.match(workflow, /^ +PNPM_CONFIG_PROVENANCE: "true"$/m);
  assert.match(workflow, /^ +id-token: write$/m);
});
