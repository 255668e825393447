import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../lib/repository.mjs';
import { readReport } from './read-report.mjs';

const REPORTER = new URL('reporter.mjs', import.meta.url).href;
const FILE_TIMEOUT_MS = 5 * 60_000;
const PATIENCE_MS = 3_000;
const KEPT_OUTPUT = 64 * 1024;

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
  const flags = [
    '--conditions=@wattlet/source',
    '--disable-warning=ExperimentalWarning',
    `--test-reporter=${REPORTER}`,
    `--test-reporter-destination=${report}`,
  ];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...flags, join(root, file)], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output = (output + text).slice(-KEPT_OUTPUT);
      });
    }
    const stop = () => {
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref();
    };
    signal.addEventListener('abort', stop, { once: true });
    let problem;
    child.once('error', (error) => {
      problem = error.message;
    });
    child.once('exit', (code, killedBy) => {
      signal.removeEventListener('abort', stop);
      if (code !== 0) problem ??= killedBy ? `was ended by ${killedBy}` : `ended with code ${code}`;
      // A process that the file has left behind may hold its pipes; it must not hold the run.
      setTimeout(() => [child.stdout, child.stderr].map((stream) => stream.destroy()), PATIENCE_MS).unref();
    });
    child.once('close', () => resolve({ problem, output }));
  });
}
