import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { assertFails, fileSourceContract } from './file-source-contract.ts';
import { openSource } from './open-source.ts';

const NAME = '2022_01_01_09_ActualTotalLoad6.1.A.csv';
const signal = new AbortController().signal;

fileSourceContract('a directory', async (folder, limits) => ({
  source: openSource(folder, { limits }),
  close: async () => {},
}));

fileSourceContract('a file: address', async (folder, limits) => ({
  source: openSource(pathToFileURL(folder).href, { limits }),
  close: async () => {},
}));

test('a link that stays in the folder is a file, one that leaves it does not exist', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'wattlet-links-'));
  t.after(() => rm(root, { recursive: true }));
  const folder = join(root, 'exports');
  await mkdir(folder);
  await writeFile(join(root, 'secret'), 'secret');
  await writeFile(join(folder, 'data'), 'data');
  await symlink(join(folder, 'data'), join(folder, NAME));
  const leaving = '2022_01_01_10_ActualTotalLoad6.1.A.csv';
  await symlink('../secret', join(folder, leaving));
  await symlink('nowhere', join(folder, '2022_01_01_11_ActualTotalLoad6.1.A.csv'));
  const source = openSource(folder);

  const listed = await source.list(signal);
  assert.deepEqual(
    listed.map(({ name, size }) => ({ name, size })),
    [{ name: NAME, size: 4 }],
  );
  const file = { name: leaving, size: 6, modifiedAt: new Date(0) };
  await assertFails(source.fetch(file, join(root, 'local'), signal), 'missing', leaving);
});

test('names with backslashes are ignored and reported once', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'wattlet-names-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, `..\\${NAME}`), '');
  const warnings: string[] = [];
  const source = openSource(folder, { warn: (message) => warnings.push(message) });
  assert.deepEqual(await source.list(signal), []);
  assert.deepEqual(await source.list(signal), []);
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? '', /Ignored 1 unsafe file names .*"\.\.\\\\2022/);
});
