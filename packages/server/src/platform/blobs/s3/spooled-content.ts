import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { unfinishedName } from '../unfinished-files.ts';

/** Content up to this stays in memory. */
const MEMORY_BYTES = 1024 * 1024;

/** Content that came to its end: so its hash is known before the store hears of it. Its file goes with disposal. */
export interface SpooledContent extends AsyncDisposable {
  /** SHA-256, lower-case hex. */
  readonly hash: string;
  readonly bytes: number;
  read(): Buffer | Readable;
}

/** Takes content in, what is large in a file of the folder. Rejects with what the content fails with, and keeps nothing then. */
export async function spool(content: AsyncIterable<Uint8Array>, folder: string): Promise<SpooledContent> {
  const path = join(folder, unfinishedName(randomUUID()));
  const sha256 = createHash('sha256');
  let parts: Uint8Array[] = [];
  let bytes = 0;
  let file: FileHandle | undefined;
  try {
    for await (const part of content) {
      sha256.update(part);
      bytes += part.length;
      parts.push(part);
      if (bytes <= MEMORY_BYTES) continue;
      file ??= await open(path, 'wx', 0o600);
      // Not writev: that may write less than it was given, and says no more than how much.
      for (const each of parts) await file.writeFile(each);
      parts = [];
    }
    await file?.close();
  } catch (error) {
    await file?.close().catch(() => undefined);
    await rm(path, { force: true });
    throw error;
  }
  const inMemory = file === undefined ? Buffer.concat(parts) : undefined;
  return {
    hash: sha256.digest('hex'),
    bytes,
    read: () => inMemory ?? createReadStream(path),
    [Symbol.asyncDispose]: () => rm(path, { force: true }),
  };
}
