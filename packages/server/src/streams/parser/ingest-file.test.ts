import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { after, before, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { BlobStore } from '../../platform/blobs/blob-store.ts';
import { exportName } from '../testing/export-text.ts';
import { sample } from '../testing/samples.ts';
import { ingestFile } from './ingest-file.ts';

const FILE = '2022_01_10_01_ActualTotalLoad6.1.A.csv';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wattlet-ingest-'));
  await writeFile(join(folder, FILE), sample(`load/${FILE}`));
});
after(() => rm(folder, { recursive: true }));

/** Takes what there is, as the directory of blobs does, and has no room for so many of its parts, or for the last. */
function fullStore(room: number): Pick<BlobStore, 'put'> {
  return {
    async put(content) {
      let parts = 0;
      const disk = new Writable({
        highWaterMark: 1,
        write: (_part, _encoding, done) => setImmediate(done, parts++ < room ? null : full()),
        final: (done) => setImmediate(done, full()),
      });
      await pipeline(content, disk);
      throw new Error('a full disk took everything');
    },
  };
}

const full = () => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });

test('a disk that gets full while a file is stored fails the file, and nothing else', async () => {
  for (let round = 0; round < 12; round++) {
    const blobs = fullStore(round % 4) as BlobStore;
    const options = { blobs, areaTypes: new Set(['CTY'] as const), maxFileBytes: 100_000_000 };
    await assert.rejects(ingestFile(join(folder, FILE), exportName(FILE), options), { code: 'ENOSPC' });
  }
  // An error that nobody listened to would end the process by now.
  await turn();
});
