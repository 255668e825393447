import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

const MODULE = new URL('spooled-content.ts', import.meta.url).href;
/** Spools 8 MiB in one part and says how many bytes were taken in, or why they were not. */
const SPOOL = `
  import { spool } from ${JSON.stringify(MODULE)};
  const content = (async function* () { yield Buffer.alloc(8 * 1024 * 1024); })();
  const end = await spool(content, process.argv[1]).then(({ bytes }) => bytes, ({ code }) => code);
  console.log(end);
`;
/** `ulimit -f` counts in 512 bytes, or in 1,024: the file ends in the middle of the content with either. */
const LIMITED = 'ulimit -f 4096 && exec "$@"';

test('content that the disk takes only a part of is refused, and leaves nothing behind', {
  skip: process.platform === 'win32' && 'needs a limit for the size of files',
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wattlet spool '));
  try {
    const spooling = [process.execPath, '--input-type=module', '--eval', SPOOL, folder];
    const { stdout } = await promisify(execFile)('sh', ['-c', LIMITED, 'sh', ...spooling]);
    assert.equal(stdout.trim(), 'EFBIG');
    assert.deepEqual(await readdir(folder), []);
  } finally {
    await rm(folder, { recursive: true });
  }
});
