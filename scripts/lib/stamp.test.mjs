import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { fingerprint, isFresh, writeStamp } from './stamp.mjs';

let folder;
let files;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wattlet-stamp-'));
  files = ['one', 'two'].map((name) => join(folder, name));
  for (const file of files) writeFileSync(file, file);
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a stamp is fresh only for what it was made from', () => {
  const stamp = join(folder, 'made/stamp');
  assert.equal(isFresh(stamp, fingerprint(files)), false, 'before it is written');
  writeStamp(stamp, fingerprint(files));
  assert.equal(isFresh(stamp, fingerprint(files)), true);
  writeFileSync(files[1], 'changed');
  assert.equal(isFresh(stamp, fingerprint(files)), false, 'after a file changed');
});

test('the order in which files are listed does not matter', () => {
  assert.equal(fingerprint(files), fingerprint([...files].reverse()));
});

test('another Node makes another fingerprint', () => {
  assert.notEqual(fingerprint(files, ['22.18.0']), fingerprint(files, ['24.21.0']));
});

test('text that moves from one file to the next makes another fingerprint', () => {
  const whole = fingerprint(files);
  writeFileSync(files[0], '');
  writeFileSync(files[1], files.join(''));
  assert.notEqual(fingerprint(files), whole);
});
