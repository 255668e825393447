import { randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { hasCode } from '../has-code.ts';
import { isAlive } from '../is-alive.ts';

/** Unfinished content of a process that cannot be asked for is given up after this time. */
const ABANDONED_MS = 24 * 3_600_000;
/** Tells this process from those that had its id before: one that starts again in a container has the same. */
const START = randomBytes(4).toString('hex');
/** Names of before processes were told apart by their starts have none. */
const UNFINISHED = /^\.(?<pid>\d+)(?:-(?<start>[0-9a-f]{8}))?@(?<host>.+)\.[0-9a-f-]{36}\.part$/;

/** Name of a file that this process has not finished, told apart by a UUID. */
export function unfinishedName(id: string): string {
  return `.${process.pid}-${START}@${hostname()}.${id}.part`;
}

/** Removes what processes that died left unfinished in a folder that several machines may share. */
export async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const owner = UNFINISHED.exec(name)?.groups;
    if (owner === undefined) continue;
    const path = join(folder, name);
    const isHere = owner['host'] === hostname();
    if (isHere ? isOfDead(Number(owner['pid']), owner['start']) : await isAbandoned(path))
      await rm(path, { force: true });
  }
}

function isOfDead(pid: number, start: string | undefined): boolean {
  return pid === process.pid ? start !== START : !isAlive(pid);
}

async function isAbandoned(path: string): Promise<boolean> {
  try {
    return (await stat(path)).mtimeMs < Date.now() - ABANDONED_MS;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}
