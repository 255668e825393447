import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { parse } from 'node:path';
import { text } from 'node:stream/consumers';
import { hasCode } from '../../has-code.ts';
import type { ClusterPaths } from './cluster-paths.ts';
import { CLUSTER_NAME } from './cluster-paths.ts';
import { type Command, commandAs, findServerAccount } from './server-account.ts';
import type { ServerBinaries } from './server-binaries.ts';
import { SERVER_ENVIRONMENT } from './server-environment.ts';

/**
 * Creates the data folder if there is none. Complete or not there at all: a half-made one of a process
 * that died is begun again. Call it under the home's lock.
 */
export async function ensureDataFolder(
  paths: ClusterPaths,
  binaries: ServerBinaries,
  signal: AbortSignal,
): Promise<void> {
  if (await exists(paths.data)) return;
  const half = `${paths.data}.new`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { mode: 0o700 });
  const account = await findServerAccount(half);
  // The server's account cannot read the password file itself.
  const passwordCopy = `${paths.password}.new`;
  await rm(passwordCopy, { force: true });
  try {
    await writeFile(passwordCopy, await ensurePassword(paths), { mode: 0o600, flag: 'wx' });
    if (account !== undefined) {
      await chown(half, account.uid, account.gid);
      await chown(passwordCopy, account.uid, account.gid);
    }
    const options = [
      `--pgdata=${half}`,
      `--username=${CLUSTER_NAME}`,
      `--pwfile=${passwordCopy}`,
      '--auth=scram-sha-256',
      // The same order of text on every machine, without its locales.
      '--encoding=UTF8',
      '--no-locale',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ];
    await complete(await commandAs(account, [binaries.initdb, ...options], [half]), signal);
  } finally {
    await rm(passwordCopy, { force: true });
  }
  await rename(half, paths.data);
}

/** Reads the superuser's password. */
export async function readPassword(paths: ClusterPaths): Promise<string> {
  try {
    return (await readFile(paths.password, 'utf8')).trim();
  } catch (cause) {
    throw new Error(`Cannot read the password of the database in ${paths.home}: ${paths.password}.`, {
      cause,
    });
  }
}

async function ensurePassword(paths: ClusterPaths): Promise<string> {
  if (!(await exists(paths.password))) {
    const random = Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString('base64url');
    await writeFile(paths.password, `${random}\n`, { mode: 0o600, flag: 'wx', flush: true });
  }
  return readPassword(paths);
}

async function complete(command: Command, signal: AbortSignal): Promise<void> {
  const { file, args, ...account } = command;
  const child: ChildProcess = spawn(file, args, {
    ...account,
    cwd: parse(file).root,
    env: SERVER_ENVIRONMENT,
    signal,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [[code], errors] = await Promise.all([
    once(child, 'exit'),
    child.stderr === null ? '' : text(child.stderr),
  ]);
  if (code !== 0) throw new Error(`Could not create the database cluster: ${errors.trim()}`);
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}
