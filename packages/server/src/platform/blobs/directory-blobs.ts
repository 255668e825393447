import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { hasCode } from '../has-code.ts';
import { BlobMissingError } from './blob-errors.ts';
import { assertBlobHash, type BlobStore } from './blob-store.ts';

/** Unfinished content of a process that cannot be asked for is given up after this time. */
const ABANDONED_MS = 24 * 3_600_000;
const UNFINISHED = /^\.(?<pid>\d+)@(?<host>.+)\.[0-9a-f-]{36}\.part$/;

/** Blobs as files `ab/abcdef…` of a folder. Processes, also of several machines, may share it. */
export class DirectoryBlobs implements BlobStore {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Opens the folder, creates it if missing, and removes what processes that died left unfinished. */
  static async open(folder: string): Promise<DirectoryBlobs> {
    await mkdir(folder, { recursive: true });
    await removeUnfinished(folder);
    return new DirectoryBlobs(folder);
  }

  async put(content: AsyncIterable<Uint8Array>): Promise<{ hash: string; bytes: number }> {
    const unfinished = join(this.#folder, `.${process.pid}@${hostname()}.${randomUUID()}.part`);
    const sha256 = createHash('sha256');
    let bytes = 0;
    try {
      await pipeline(
        content,
        async function* (parts: AsyncIterable<Uint8Array>) {
          for await (const part of parts) {
            sha256.update(part);
            bytes += part.length;
            yield part;
          }
        },
        createWriteStream(unfinished, { flags: 'wx', flush: true }),
      );
      const hash = sha256.digest('hex');
      const path = this.#path(hash);
      await mkdir(dirname(path), { recursive: true });
      // Also over one that is there: it may be damaged.
      await rename(unfinished, path);
      await syncFolder(dirname(path));
      await syncFolder(this.#folder);
      return { hash, bytes };
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  async open(hash: string): Promise<Readable> {
    assertBlobHash(hash);
    try {
      const file = await open(this.#path(hash));
      return file.createReadStream();
    } catch (cause) {
      if (hasCode(cause, 'ENOENT')) throw new BlobMissingError(hash, { cause });
      throw cause;
    }
  }

  async delete(hash: string): Promise<void> {
    assertBlobHash(hash);
    await rm(this.#path(hash), { force: true });
  }

  #path(hash: string): string {
    return join(this.#folder, hash.slice(0, 2), hash);
  }
}

async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const owner = UNFINISHED.exec(name)?.groups;
    if (owner === undefined) continue;
    const path = join(folder, name);
    const mine = owner['host'] === hostname();
    if (mine ? !isAlive(Number(owner['pid'])) : await isAbandoned(path)) await rm(path, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !hasCode(error, 'ESRCH');
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  try {
    return (await stat(path)).mtimeMs < Date.now() - ABANDONED_MS;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

/** A rename lasts through a power cut once its folder is synced. Windows has no such thing. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using folder = await open(path);
  await folder.sync();
}
