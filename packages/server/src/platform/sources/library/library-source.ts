import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pLimit from 'p-limit';
import { untilAborted } from '../../until-aborted.ts';
import { AllowedEntries, requireExportName } from '../allowed-entries.ts';
import { withDeadline } from '../deadline.ts';
import { downloadComplete } from '../download.ts';
import type { FileSource, SourceFile } from '../file-source.ts';
import { SourceError } from '../source-error.ts';
import type { SourceLimits } from '../source-limits.ts';
import { isFresh } from './is-fresh.ts';
import { failure, isObject, LibraryClient, networkFailure } from './library-client.ts';
import type { LibraryServer } from './library-server.ts';
import { openOneEntryZip } from './one-entry-zip.ts';

/** The library makes its files anew once an hour; a listing that is younger than this is not asked for again. */
const LISTING_MS = 5 * 60_000;
const PAGE_SIZE = 1_000;

export interface LibrarySourceOptions {
  readonly limits: SourceLimits;
  /** Hears of names that were ignored because they are unsafe. */
  readonly warn: (message: string) => void;
  /** The time now, in epoch milliseconds. */
  readonly now: () => number;
}

/** A file and the folder of the library that it is in. */
interface LibraryFile extends SourceFile {
  readonly folder: string;
}

/**
 * Files of ENTSO-E's File Library, as its guide and its public clients describe it (see docs/sources.md): listings page by
 * page, files as archives of one, over HTTPS with a token of the user's. Several readers of one listing share it.
 */
export class LibrarySource implements FileSource {
  readonly #server: LibraryServer;
  readonly #client: LibraryClient;
  readonly #limits: SourceLimits;
  readonly #allowed: AllowedEntries;
  readonly #now: () => number;
  readonly #inTurn = pLimit(1);
  #listing: { readonly files: readonly LibraryFile[]; readonly at: number; readonly ms: number } | undefined;
  readonly #folders = new Map<string, string>();

  constructor(server: LibraryServer, { limits, warn, now }: LibrarySourceOptions) {
    this.#server = server;
    this.#client = new LibraryClient(server, { limits, now });
    this.#limits = limits;
    this.#allowed = new AllowedEntries(server.label, warn);
    this.#now = now;
  }

  async list(signal: AbortSignal): Promise<SourceFile[]> {
    signal.throwIfAborted();
    // One after the other: who waited for another's listing has it.
    const listing = this.#inTurn(async () => {
      signal.throwIfAborted();
      if (this.#listing === undefined || !isFresh(this.#listing, this.#now()))
        this.#listing = { files: await this.#listAll(signal), at: this.#now(), ms: LISTING_MS };
      return this.#listing.files.map(({ name, size, modifiedAt }) => ({ name, size, modifiedAt }));
    });
    return untilAborted(signal, listing);
  }

  async fetch(file: SourceFile, folder: string, signal: AbortSignal): Promise<string> {
    requireExportName(file.name);
    const doing = `Download of ${file.name} from ${this.#server.label}`;
    return withDeadline({ doing, timeoutMs: this.#limits.fetchTimeoutMs, signal }, async (stop) => {
      const { name, modifiedAt } = file;
      await mkdir(folder, { recursive: true });
      const archive = join(folder, `${name}.zip.part`);
      try {
        await this.#fetchArchive(file, archive, { doing, signal: stop });
        using zipped = await openOneEntryZip(archive, name, this.#server.label);
        const state = async () => ({ size: zipped.size, modifiedAt });
        const read = (start: number, sink: Writable) => zipped.read(start, sink, stop);
        return await downloadComplete(
          { name, source: this.#server.label, state, read },
          folder,
          this.#limits,
        );
      } finally {
        await rm(archive, { force: true });
      }
    });
  }

  async #fetchArchive(
    { name }: SourceFile,
    path: string,
    { doing, signal }: { readonly doing: string; readonly signal: AbortSignal },
  ): Promise<void> {
    const { topFolder, label } = this.#server;
    const folder = this.#folders.get(name);
    if (folder === undefined)
      throw new SourceError('missing', `${label} has not listed ${name}. It was not fetched.`);
    const body = { folder, filename: name, downloadAsZip: true, topLevelFolder: topFolder };
    const response = await this.#client.open('downloadFileContent', body, signal);
    const { maxFileBytes } = this.#limits;
    let bytes = 0;
    const limit = new Transform({
      transform(part: Buffer, _encoding, done) {
        bytes += part.length;
        const what = `the archive has more than the limit of ${maxFileBytes} bytes`;
        if (bytes > maxFileBytes)
          done(failure('too-large', doing, what, 'Raise the limit if it is genuine.'));
        else done(null, part);
      },
    });
    try {
      await pipeline(response, limit, createWriteStream(path), { signal });
    } catch (error) {
      signal.throwIfAborted();
      throw networkFailure(doing, error);
    }
  }

  async #listAll(signal: AbortSignal): Promise<LibraryFile[]> {
    const { label, topFolder, folders } = this.#server;
    const doing = `Listing ${label}`;
    const files = await withDeadline(
      { doing, timeoutMs: this.#limits.listTimeoutMs, signal },
      async (stop) => {
        const found: LibraryFile[] = [];
        let entries = 0;
        for (const folder of folders) {
          const path = `/${topFolder}/${folder}/`;
          for (let pageIndex = 0; ; pageIndex++) {
            const items = await this.#page(doing, { path, pageIndex }, stop);
            entries += items.length;
            if (entries > this.#limits.maxEntries)
              throw failure(
                'listing-too-large',
                doing,
                `there are more than ${this.#limits.maxEntries} entries`,
                'Nothing was taken from it.',
              );
            found.push(...items.flatMap((item) => libraryFile(item, path) ?? []));
            if (items.length < PAGE_SIZE) break;
          }
        }
        return this.#allowed.filter(found);
      },
    );
    for (const { name, folder } of files) this.#folders.set(name, folder);
    return files;
  }

  async #page(
    doing: string,
    { path, pageIndex }: { readonly path: string; readonly pageIndex: number },
    signal: AbortSignal,
  ): Promise<readonly unknown[]> {
    const sorterList = [{ key: 'periodCovered.from', ascending: true }];
    const body = { path, sorterList, pageInfo: { pageIndex, pageSize: PAGE_SIZE } };
    const { maxListingBytes: maxBytes } = this.#limits;
    const answer = await this.#client.ask('listFolder', body, { maxBytes, signal });
    const items = isObject(answer) ? answer['contentItemList'] : undefined;
    if (!Array.isArray(items)) throw failure('protocol', doing, 'the answer is no listing');
    return items;
  }
}

/** Undefined if it is no file, or nothing is known of when it was made. */
function libraryFile(item: unknown, folder: string): LibraryFile | undefined {
  if (!isObject(item)) return undefined;
  const { name, lastUpdatedTimestamp, size } = item;
  if (typeof name !== 'string' || typeof lastUpdatedTimestamp !== 'string') return undefined;
  const modifiedAt = new Date(lastUpdatedTimestamp);
  if (Number.isNaN(modifiedAt.getTime())) return undefined;
  // The size tells versions apart, no more: it may be that of the archive.
  const known = typeof size === 'number' && Number.isSafeInteger(size) && size >= 0;
  return { name, size: known ? size : 0, modifiedAt, folder };
}
