import { setTimeout as delay } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import { hasCode } from '../../has-code.ts';
import type { Log } from '../../log.ts';
import type { ClusterPaths } from './cluster-paths.ts';

/** Longest a process that died inside the lock holds up the others. */
const STALE_MS = 5_000;
const RETRY_MS = 50;

/**
 * Runs the work while no other process, and nobody else in this one, holds the home's lock.
 * The work's signal aborts with the caller's, or when the lock is lost because this process was stopped too long.
 */
export async function withHomeLock<T>(
  paths: ClusterPaths,
  { signal, log }: { signal?: AbortSignal | undefined; log: Log },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  const either = signal === undefined ? lost.signal : AbortSignal.any([signal, lost.signal]);
  const release = await acquire(paths, either, (cause) => {
    const error = new Error(`Lost the lock ${paths.lock}: this process stood still too long.`, { cause });
    log.error({ err: error }, 'lost the lock on the home folder');
    lost.abort(error);
  });
  try {
    return await work(either);
  } finally {
    // A lost lock is not ours to release.
    if (!lost.signal.aborted) await release();
  }
}

async function acquire(
  paths: ClusterPaths,
  signal: AbortSignal,
  onCompromised: (error: Error) => void,
): Promise<() => Promise<void>> {
  for (;;) {
    signal.throwIfAborted();
    try {
      return await lock(paths.home, { lockfilePath: paths.lock, stale: STALE_MS, onCompromised });
    } catch (error) {
      if (!hasCode(error, 'ELOCKED')) throw error;
    }
    await delay(RETRY_MS, undefined, { signal });
  }
}
