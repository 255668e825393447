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
