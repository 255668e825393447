import { createReadStream } from 'node:fs';
import { opendir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AllowedEntries, requireExportName } from './allowed-entries.ts';
import { withDeadline } from './deadline.ts';
import { downloadComplete, type RemoteFile } from './download.ts';
import type { FileSource, SourceFile } from './file-source.ts';
import type { FileState } from './part-file.ts';
import { SourceError } from './source-error.ts';
import type { SourceLimits } from './source-limits.ts';

/** What a directory source needs beside the path. */
export interface DirectorySourceOptions {
  readonly limits: SourceLimits;
  /** Hears of names that were ignored because they are unsafe. */
  readonly warn: (message: string) => void;
}

/**
 * Files of a local or mounted folder, subfolders not included. Somebody may still be writing
 * them, so they are copied like downloads. Links count as files while they stay in the folder.
 */
export class DirectorySource implements FileSource {
  readonly #folder: string;
  readonly #limits: SourceLimits;
  readonly #allowed: AllowedEntries;

  constructor(folder: string, { limits, warn }: DirectorySourceOptions) {
    this.#folder = folder;
    this.#limits = limits;
    this.#allowed = new AllowedEntries(folder, warn);
  }

  async list(signal: AbortSignal): Promise<SourceFile[]> {
    const doing = `Listing ${this.#folder}`;
    return withDeadline({ doing, timeoutMs: this.#limits.listTimeoutMs, signal }, async (stop) => {
      const files: SourceFile[] = [];
      for (const { name } of this.#allowed.filter(await this.#entries(stop))) {
        stop.throwIfAborted();
        const file = await this.#fileInside(name);
        if (file) files.push({ name, size: file.size, modifiedAt: file.modifiedAt });
      }
      return files;
    });
  }

  async fetch(file: SourceFile, folder: string, signal: AbortSignal): Promise<string> {
    requireExportName(file.name);
    const doing = `Copying ${file.name} of ${this.#folder}`;
    return withDeadline({ doing, timeoutMs: this.#limits.fetchTimeoutMs, signal }, async (stop) => {
      const found = await this.#fileInside(file.name);
      if (!found) throw missing(this.#folder, file.name);
      return downloadComplete(this.#remote(file.name, found.path, stop), folder, this.#limits);
    });
  }

  #remote(name: string, path: string, signal: AbortSignal): RemoteFile {
    const source = this.#folder;
    return {
      name,
      source,
      async state() {
        const { size, mtime } = await stat(path).catch(explain(source, name));
        return { size, modifiedAt: mtime };
      },
      read: (start: number, sink: Writable) => pipeline(createReadStream(path, { start }), sink, { signal }),
    };
  }

  async #entries(stop: AbortSignal): Promise<{ name: string }[]> {
    const entries: { name: string }[] = [];
    for await (const { name } of await opendir(this.#folder).catch(explain(this.#folder))) {
      stop.throwIfAborted();
      entries.push({ name });
      if (entries.length > this.#limits.maxEntries) {
        const message = `${this.#folder} holds more than ${this.#limits.maxEntries} entries. Nothing was taken from it; move old files away or raise the limit.`;
        throw new SourceError('listing-too-large', message);
      }
    }
    return entries;
  }

  /** A regular file in the folder, links followed; undefined if it is none, is outside of the folder or has gone. */
  async #fileInside(name: string): Promise<(FileState & { readonly path: string }) | undefined> {
    const folder = await realpath(this.#folder).catch(explain(this.#folder));
    try {
      const path = await realpath(join(folder, name));
      if (!path.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return undefined;
      const found = await stat(path);
      return found.isFile() ? { path, size: found.size, modifiedAt: found.mtime } : undefined;
    } catch (error) {
      if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ELOOP') return undefined;
      return explain(this.#folder, name)(error);
    }
  }
}

function missing(folder: string, name?: string): SourceError {
  const what = name ? `There is no file ${name} in ${folder}.` : `The folder ${folder} does not exist.`;
  return new SourceError('missing', `${what} Check SOURCE_URL, or whether it was moved.`);
}

/** Turns an error of the file system into one that says which file of which source. */
function explain(folder: string, name?: string): (error: unknown) => never {
  return (error) => {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') throw missing(folder, name);
    if (code === 'EACCES' || code === 'EPERM') {
      const what = name ? `${name} in ${folder}` : `The folder ${folder}`;
      throw new SourceError('forbidden', `${what} may not be read by this process. Check its permissions.`);
    }
    throw error;
  };
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
