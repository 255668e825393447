import { fork } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../lib/repository.mjs';
import { endOnAbort, whenEnded } from './when-ended.mjs';

const RUNNER = new URL('browser-runner.mjs', import.meta.url);
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
  const child = fork(RUNNER, files, {
    cwd: join(root, 'packages/widgets'),
    env: { ...process.env, CHROME_PATH: chromePath },
    silent: true,
  });
  child.on('message', ({ file, outcome }) => {
    missing.delete(file);
    tally.add(file, outcome, started);
  });
  endOnAbort(child, AbortSignal.any([signal, timeout]));
  const { problem, output } = await whenEnded(child);
  if (!problem && missing.size === 0) return;
  const late = timeout.aborted && `took longer than ${TIMEOUT_MS / 60_000} minutes`;
  const detail = [
    `The browser test runner ${late || problem || 'ended too early'}`,
    output,
    missing.size > 0 && `Not run: ${[...missing].join(', ')}`,
  ];
  tally.add(
    'browser tests',
    { passed: 0, skips: [], failures: [{ name: 'the runner', detail: detail.filter(Boolean).join('\n') }] },
    started,
  );
}
