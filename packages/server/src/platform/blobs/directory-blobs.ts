import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { hasCode } from '../has-code.ts';
import { BlobMissingError } from './blob-errors.ts';
import { assertBlobHash, type BlobStore } from './blob-store.ts';
import { removeUnfinished, unfinishedName } from './unfinished-files.ts';

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
    const unfinished = join(this.#folder, unfinishedName(randomUUID()));
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

/** A rename lasts through a power cut once its folder is synced. Windows has no such thing. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using folder = await open(path);
  await folder.sync();
}
