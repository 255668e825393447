import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { cache, root } from '../lib/repository.mjs';
import { filesBelow } from '../lib/stamp.mjs';
import { whenEnded } from './when-ended.mjs';

const GENERATED = ['packages/sdk/src/gen', 'packages/sdk/src/gen-page', 'packages/server/src/gen'];

// Each resolves to what is wrong, or to undefined where nothing is.
const CHECKS = [
  { name: 'types', run: () => complaintOf('node_modules/typescript/bin/tsc', '-b') },
  {
    name: 'format and lint',
    run: () => complaintOf('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'),
  },
  { name: 'contract', run: () => complaintOf('scripts/generate.mjs', 'lint') },
  { name: 'generated code', run: findDrift },
  { name: 'reference of settings', run: () => complaintOf('scripts/configuration.mjs', 'check') },
  // Reads what the check of types has written.
  { name: 'reports and references', run: () => complaintOf('scripts/made/made-files.mjs', 'check') },
];

/**
 * Runs what is checked without running the code; each check counts as a test.
 *
 * @param {import('./tally.mjs').Tally} tally
 */
export async function runChecks(tally) {
  for (const { name, run } of CHECKS) {
    const started = performance.now();
    const detail = await run();
    const failures = detail === undefined ? [] : [{ name: 'check', detail }];
    tally.add(name, { passed: detail === undefined ? 1 : 0, failures, skips: [] }, started);
  }
}

/** Generates the code of the contract beside the committed one and compares. */
async function findDrift() {
  const made = join(cache, 'generated');
  const complaint = await complaintOf('scripts/generate.mjs', 'into', made);
  if (complaint) return complaint;
  const changed = GENERATED.flatMap((folder) => differences(join(root, folder), join(made, folder)));
  if (changed.length === 0) return undefined;
  return `Not what proto/ generates (npm run generate mends it):\n${changed.join('\n')}`;
}

function differences(here, made) {
  const names = [here, made].flatMap((folder) => filesBelow(folder).map((file) => relative(folder, file)));
  return [...new Set(names)]
    .filter((name) => textOf(join(here, name)) !== textOf(join(made, name)))
    .map((name) => relative(root, join(here, name)));
}

function textOf(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** What a script of Node's says when it fails. */
async function complaintOf(script, ...args) {
  const child = spawn(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { problem, output } = await whenEnded(child);
  return problem && `${output}\n${script} ${args.join(' ')} ${problem}`;
}
