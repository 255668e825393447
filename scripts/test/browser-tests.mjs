import { fork } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../lib/repository.mjs';

const TIMEOUT_MS = 10 * 60_000;

/**
 * Runs test files in a Chromium, by the test runner that packages/widgets configures.
 *
 * @param {string[]} files relative to the root
 * @param {{ tally: import('./tally.mjs').Tally, chromePath: string, signal: AbortSignal }} options
 */
export async function runBrowserTests(files, { tally, chromePath, signal }) {
  const started = performance.now();
  const missing = new Set(files);
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const problem = await runProcess(files, {
    chromePath,
    signal: AbortSignal.any([signal, timeout]),
    onFile: ({ file, outcome }) => {
      missing.delete(file);
      tally.add(file, outcome, started);
    },
  });
  const why = timeout.aborted ? `took longer than ${TIMEOUT_MS / 60_000} minutes` : problem;
  if (!why && missing.size === 0) return;
  const detail = `The browser test runner ${why ?? 'ended'}${missing.size > 0 ? `, without ${[...missing].join(', ')}` : ''}`;
  tally.add('browser tests', { passed: 0, skips: [], failures: [{ name: 'the runner', detail }] }, started);
}

/** @returns {Promise<string | undefined>} how the runner's process went wrong */
function runProcess(files, { chromePath, signal, onFile }) {
  return new Promise((resolve) => {
    const child = fork(new URL('browser-runner.mjs', import.meta.url), files, {
      cwd: join(root, 'packages/widgets'),
      env: { ...process.env, CHROME_PATH: chromePath },
      signal,
    });
    let problem;
    child.on('message', onFile);
    child.once('error', (error) => {
      problem = error.message;
    });
    child.once('exit', (code, killedBy) => {
      if (code !== 0) problem ??= killedBy ? `was ended by ${killedBy}` : `ended with code ${code}`;
    });
    child.once('close', () => resolve(problem));
  });
}
