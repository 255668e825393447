import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { requireExportName } from './allowed-entries.ts';
import { type FileState, PartFile } from './part-file.ts';
import { SourceError, type SourceFailure } from './source-error.ts';

/** A file at its source, as the download needs it. */
export interface RemoteFile {
  readonly name: string;
  /** The source in messages, without secrets. */
  readonly source: string;
  /** Asks the source how the file is now. */
  state(): Promise<FileState>;
  /** Writes the bytes from `start` on to the sink. Resolves when the source says that these were all. */
  read(start: number, sink: Writable): Promise<void>;
}

/** What is left of a download after these cannot be built upon. */
const SPOILT: readonly SourceFailure[] = ['changed', 'too-large'];

/**
 * Downloads into `folder` and resolves to the path. The file is there whole and on disk, or not
 * at all: it grows as `<name>.part` and is renamed once size and time at the source are the same
 * before and after, and the size is what was received. An interrupted download is resumed by the
 * next one if size and time are still the same. Rejects with a SourceError for what the source
 * did, and with the system's error if the folder cannot be written.
 *
 * Two downloads of one file into one folder must not run at the same time.
 */
export async function downloadComplete(
  remote: RemoteFile,
  folder: string,
  { maxFileBytes }: { readonly maxFileBytes: number },
): Promise<string> {
  requireExportName(remote.name);
  const before = await remote.state();
  if (before.size > maxFileBytes) {
    const message = `${remote.name} of ${remote.source} has ${before.size} bytes, over the limit of ${maxFileBytes}. It was not fetched; raise the limit if it is genuine.`;
    throw new SourceError('too-large', message);
  }
  await mkdir(folder, { recursive: true });
  const path = join(folder, remote.name);
  const part = await PartFile.open(path, before);
  try {
    if (part.received < before.size) {
      const overflow = () => overflowError(remote, before.size);
      await remote.read(part.received, part.sink(overflow));
    }
    await part.sync();
    requireWhole(remote, part.received, before.size);
    requireUnchanged(remote, before, await remote.state());
  } catch (error) {
    // An error of the local disk here replaces the source's: it is the one to act on first.
    if (error instanceof SourceError && SPOILT.includes(error.reason)) await part.discard();
    else await part.keep();
    throw error;
  }
  await part.publish();
  return path;
}

function overflowError({ name, source }: RemoteFile, size: number): SourceError {
  const message = `${source} sent more than the ${size} bytes that ${name} was said to have. The copy was dropped; the next fetch starts again.`;
  return new SourceError('changed', message);
}

function requireWhole({ name, source }: RemoteFile, received: number, size: number): void {
  if (received === size) return;
  const message = `Only ${received} of ${size} bytes of ${name} came from ${source}. The next fetch goes on from there.`;
  throw new SourceError('incomplete', message);
}

function requireUnchanged({ name, source }: RemoteFile, before: FileState, after: FileState): void {
  if (before.size === after.size && before.modifiedAt.getTime() === after.modifiedAt.getTime()) return;
  const message = `${name} of ${source} changed while it was fetched. The copy was dropped; the next fetch starts again.`;
  throw new SourceError('changed', message);
}
