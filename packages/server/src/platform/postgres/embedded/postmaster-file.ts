import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '../../has-code.ts';

/** What a running server writes into `postmaster.pid`. */
export interface PostmasterFile {
  readonly pid: number;
  /** Missing while the server is still writing the file. */
  readonly port?: number;
  readonly status: 'starting' | 'ready' | 'stopping' | 'standby' | 'unknown';
}

/** Path of the file in a data folder. */
export const postmasterFilePath = (dataFolder: string): string => join(dataFolder, 'postmaster.pid');

/** Reads the file; undefined if there is none. Lines: PostgreSQL's `utils/pidfile.h`. */
export async function readPostmasterFile(dataFolder: string): Promise<PostmasterFile | undefined> {
  try {
    return parsePostmasterFile(await readFile(postmasterFilePath(dataFolder), 'utf8'));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Reads the content of `postmaster.pid`; undefined if it names no process. */
export function parsePostmasterFile(content: string): PostmasterFile | undefined {
  const [pid, , , port, , , , status] = content.split('\n').map((line) => line.trim());
  if (pid === undefined || !/^-?\d+$/.test(pid)) return undefined;
  return {
    pid: Math.abs(Number(pid)),
    ...(port !== undefined && /^\d+$/.test(port) && { port: Number(port) }),
    status:
      status === 'starting' || status === 'ready' || status === 'stopping' || status === 'standby'
        ? status
        : 'unknown',
  };
}
