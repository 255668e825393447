import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { prove } from './prove.mjs';
import { smallDiskMissing } from './small-disk.mjs';

test('while processes are killed and stopped, and so is the database is stopped, nothing acknowledged is lost, doubled or left over', {
  timeout: 600_000,
}, async (t) => {
  const seed = Number(process.env.WATTLET_PROOF_SEED ?? randomInt(2 ** 31));
  const home = mkdtempSync(join(tmpdir(), 'wattlet-proof-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  const said = [];
  const smallDisk = smallDiskMissing() === undefined;
  const { problems, summary } = await prove({
    home,
    seed,
    // Kafka and an S3 server take long to start: the long proof has them.
    without: ['Kafka', 'the object store'],
    smallDisk,
    counts: { kills: 4, rests: 2, stops: 1, cuts: 1, fills: smallDisk ? 1 : 0, jumps: 1 },
    outageMs: 4_000,
    stepMs: 3_000,
    say: (line) => said.push(line),
    signal: AbortSignal.timeout(500_000),
  });
  assert.deepEqual(problems, [], [`the seed is ${seed}`, ...said, summary].join('\n'));
});
