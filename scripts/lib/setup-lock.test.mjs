import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { withSetupLock } from './setup-lock.mjs';

let file;

beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'wattlet-lock-')), 'lock');
});
afterEach(() => rmSync(join(file, '..'), { recursive: true }));

test('two commands never prepare the same checkout at once', async () => {
  let inside = 0;
  const work = async () => {
    inside += 1;
    assert.equal(inside, 1);
    await new Promise(setImmediate);
    inside -= 1;
  };
  await Promise.all([withSetupLock(work, file), withSetupLock(work, file)]);
  assert.equal(existsSync(file), false, 'nothing is left behind');
});

test('the lock of a command that was killed is taken over', async () => {
  const gone = spawnSync(process.execPath, ['--version']);
  writeFileSync(file, String(gone.pid));
  assert.equal(await withSetupLock(async () => 'done', file), 'done');
});

test('work that fails gives the lock back', async () => {
  const failing = withSetupLock(async () => Promise.reject(new Error('no network')), file);
  await assert.rejects(failing, /no network/);
  assert.equal(existsSync(file), false);
});
