import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../lib/repository.mjs';
import { SOURCE_FLAGS } from '../lib/source-flags.mjs';
import { readReport } from './read-report.mjs';
import { endOnAbort, whenEnded } from './when-ended.mjs';

const REPORTER = new URL('reporter.mjs', import.meta.url).href;
/** A chat that survives 200 kills takes four minutes, and more beside other tests. */
const FILE_TIMEOUT_MS = 12 * 60_000;

/**
 * Runs test files of node:test, each in a process of its own, a few at a time.
 *
 * @param {string[]} files relative to the root
 * @param {import('./tally.mjs').Tally} tally
 * @param {AbortSignal} signal stops the files that are running and starts no other
 */
export async function runNodeTests(files, tally, signal) {
  const waiting = [...files];
  const worker = async () => {
    for (let file = waiting.shift(); file && !signal.aborted; file = waiting.shift()) {
      const started = performance.now();
      tally.add(file, await runFile(file, signal), started);
    }
  };
  const workers = Math.min(4, Math.max(2, availableParallelism() - 1));
  await Promise.all(Array.from({ length: workers }, worker));
}

/** Runs one file; what goes wrong with its process is a failure of the file. */
async function runFile(file, signal) {
  const folder = mkdtempSync(join(tmpdir(), 'wattlet-test-'));
  const report = join(folder, 'report.jsonl');
  writeFileSync(report, '');
  try {
    const timeout = AbortSignal.timeout(FILE_TIMEOUT_MS);
    const end = await runProcess(file, report, AbortSignal.any([signal, timeout]));
    const problem = timeout.aborted ? `took longer than ${FILE_TIMEOUT_MS / 60_000} minutes` : end.problem;
    return readReport(readFileSync(report, 'utf8'), { problem, output: end.output });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runProcess(file, report, signal) {
  const flags = [...SOURCE_FLAGS, `--test-reporter=${REPORTER}`, `--test-reporter-destination=${report}`];
  const child = spawn(process.execPath, [...flags, join(root, file)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endOnAbort(child, signal);
  return whenEnded(child);
}
