import { execFile } from 'node:child_process';
import { readlink, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { hasCode } from '../../has-code.ts';
import { isAlive } from '../../is-alive.ts';
import type { Log } from '../../log.ts';
import type { ClusterPaths } from './cluster-paths.ts';
import { type PostmasterFile, postmasterFilePath, readPostmasterFile } from './postmaster-file.ts';
import type { ServerBinaries } from './server-binaries.ts';
import { startServer } from './start-server.ts';

const POLL_MS = 20;

/** What it takes to run the server of a home. */
export interface Postmaster {
  readonly paths: ClusterPaths;
  readonly binaries: ServerBinaries;
  readonly log: Log;
}

/**
 * Makes sure that the home's server runs and resolves to its port: adopts a running one, waits for one that
 * is starting or stopping, starts one if there is none. Call it under the home's lock.
 *
 * @param preferredPort taken for a new server if it is free.
 */
export async function ensureRunning(
  postmaster: Postmaster,
  { preferredPort, signal }: { preferredPort?: number | undefined; signal: AbortSignal },
): Promise<number> {
  const { paths, log } = postmaster;
  for (;;) {
    const file = await readPostmasterFile(paths.data);
    const process = file === undefined ? 'none' : await processOf(file, paths);
    if (file === undefined || process !== 'server') {
      if (file !== undefined)
        log.warn({ pid: file.pid }, 'the database was not stopped properly: it recovers');
      // PostgreSQL would take the process that got the number of the old server for that server.
      if (process === 'other') await rm(postmasterFilePath(paths.data), { force: true });
      return startServer(postmaster, { preferredPort, signal });
    }
    if (file.status === 'ready' && file.port !== undefined) return file.port;
    await delay(POLL_MS, undefined, { signal });
  }
}

/** Stops the home's server by a fast shutdown and resolves when it is gone. Call it under the home's lock. */
export async function stopRunning({ paths, log }: Postmaster): Promise<void> {
  const file = await readPostmasterFile(paths.data);
  if (file === undefined || (await processOf(file, paths)) !== 'server') return;
  process.kill(file.pid, 'SIGINT');
  // Removing the file is the last thing a server does; its process may stay behind as a zombie.
  let now: PostmasterFile | undefined = file;
  while (now?.pid === file.pid && (await processOf(now, paths)) === 'server') {
    await delay(POLL_MS);
    now = await readPostmasterFile(paths.data);
  }
  log.debug({ pid: file.pid }, 'database stopped');
}

/** What the number in the file belongs to: a server on this data folder, a process that got it later, nothing. */
async function processOf({ pid }: PostmasterFile, paths: ClusterPaths): Promise<'server' | 'other' | 'none'> {
  if (!isAlive(pid)) return 'none';
  if (process.platform === 'win32') return 'server';
  const isServer =
    process.platform === 'linux'
      ? (await workingFolder(pid)) === paths.data
      : (await commandLine(pid)).includes(paths.data);
  return isServer ? 'server' : 'other';
}

/** A server works in its data folder. */
async function workingFolder(pid: number): Promise<string | undefined> {
  try {
    return await readlink(`/proc/${pid}/cwd`);
  } catch (error) {
    // Of a process that ends just then Linux says that it may not be looked at.
    if (hasCode(error, 'ENOENT') || !isAlive(pid)) return undefined;
    throw new Error(`The database may be running as process ${pid} of another user.`, { cause: error });
  }
}

async function commandLine(pid: number): Promise<string> {
  const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
  return stdout;
}
