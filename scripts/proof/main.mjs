// `npm run proof [-- --seed N --kills N …]`: the services of a distribution, people who write and watch, and faults at random
// while they do: processes are killed (-9), engines are stopped, connections are cut and stalled, disks fill, clocks jump. What
// was acknowledged and seen is written down, and compared at the end with what is there. The seed repeats the faults.
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prove } from './prove.mjs';
import { smallDiskMissing } from './small-disk.mjs';

/** Of what is wrong: one fault can be told thousands of times. */
const MOST_TOLD = 100;

/** With the time, as the logs of the processes have it. */
const say = (line) => process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    kills: { type: 'string', default: '22' },
    rests: { type: 'string', default: '11' },
    stops: { type: 'string', default: '4' },
    cuts: { type: 'string', default: '11' },
    fills: { type: 'string', default: '2' },
    jumps: { type: 'string', default: '4' },
    /** Seconds for which something is away at most. */
    outage: { type: 'string', default: '30' },
    /** Where stored files are: `s3`, or `directory`, whose disk can be filled. */
    store: { type: 'string', default: 's3' },
    /** Leaves the processes' logs and the history where they are. */
    keep: { type: 'boolean', default: false },
  },
});
const [seed, outageMs] = [Number(values.seed), 1_000 * Number(values.outage)];
const counts = Object.fromEntries(
  ['kills', 'rests', 'stops', 'cuts', 'fills', 'jumps'].map((name) => [name, Number(values[name])]),
);
const smallDisk = values.store === 'directory';
if (smallDisk && smallDiskMissing()) {
  process.stderr.write(`--store directory ${smallDiskMissing()}\n`);
  process.exit(1);
}

const home = mkdtempSync(join(tmpdir(), 'wattlet-proof-'));
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop.abort(new Error('interrupted')));

say(`The seed is ${seed}.`);
let problems = ['it did not get to its end'];
try {
  const proof = await prove({ home, seed, counts, outageMs, smallDisk, say, signal: stop.signal });
  ({ problems } = proof);
  writeFileSync(join(home, 'history.jsonl'), proof.history);
  say(`${JSON.stringify(counts)} in ${proof.summary}`);
} catch (error) {
  process.stderr.write(`${error.stack}\n`);
}
for (const problem of problems.slice(0, MOST_TOLD)) say(`WRONG: ${problem}`);
if (problems.length > MOST_TOLD) say(`WRONG: ${problems.length - MOST_TOLD} more`);
if (values.keep) say(`Logs and the history are in ${home}`);
else rmSync(home, { recursive: true, force: true });
say(`${problems.length === 0 ? 'Everything holds' : 'It does not hold'}. The seed was ${seed}.`);
process.exit(problems.length === 0 ? 0 : 1);
