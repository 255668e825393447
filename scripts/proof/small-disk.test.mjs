import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { DirectoryBlobs } from '../../packages/server/src/platform/blobs/directory-blobs.ts';
import { mountSmallDisk, smallDiskMissing } from './small-disk.mjs';

test('on a full disk a file is refused and nothing of it is left; there is room again, and it is taken', {
  skip: smallDiskMissing() ?? false,
}, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'wattlet-disk-'));
  t.after(() => rmdirSync(folder));
  using disk = mountSmallDisk(folder, 1024 * 1024);
  const blobs = await DirectoryBlobs.open(folder);
  const content = async function* () {
    for (let n = 0; n < 20; n++) yield Buffer.alloc(10_000, 'x');
  };
  const { hash: kept } = await blobs.put([Buffer.from('kept')]);
  disk.fill();
  const before = readdirSync(folder, { recursive: true });
  await assert.rejects(blobs.put(content()), { code: 'ENOSPC' });
  assert.deepEqual(readdirSync(folder, { recursive: true }), before);
  assert.equal(await text(await blobs.open(kept)), 'kept');
  disk.free();
  const { hash } = await blobs.put(content());
  assert.equal((await text(await blobs.open(hash))).length, 200_000);
});
