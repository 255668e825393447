import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, test } from 'node:test';
import { findChromium } from './chromium.mjs';

let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'wattlet-chromium-'));
});
after(() => rmSync(folder, { recursive: true }));

function program(name, script) {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

test('CHROME_PATH goes before everything that is installed', async () => {
  const path = program('mine', 'echo "Mine 1.0"');
  assert.deepEqual(await findChromium({ CHROME_PATH: path, PATH: process.env.PATH }), {
    path,
    version: 'Mine 1.0',
  });
});

test('a CHROME_PATH that is no browser is an error that names it', async () => {
  await assert.rejects(findChromium({ CHROME_PATH: '/nowhere/chrome' }), /CHROME_PATH is \/nowhere\/chrome/);
});

test('a stub that does not run is passed over for the next browser on PATH', async () => {
  program('google-chrome', 'echo "please install the snap" >&2; exit 1');
  const path = program('chromium', 'echo "Chromium 2.0"');
  assert.deepEqual(await findChromium({ PATH: `/nowhere${delimiter}${folder}` }), {
    path,
    version: 'Chromium 2.0',
  });
});
