import type { FileInfo } from 'basic-ftp';
import { AllowedEntries, requireExportName } from './allowed-entries.ts';
import { withDeadline } from './deadline.ts';
import { downloadComplete } from './download.ts';
import type { FileSource, SourceFile } from './file-source.ts';
import { type FtpServer, FtpSession } from './ftp-session.ts';
import { ModifiedTimes } from './modified-times.ts';
import { SourceError } from './source-error.ts';
import type { SourceLimits } from './source-limits.ts';

/** What an FTP source needs beside the server. */
export interface FtpSourceOptions {
  readonly limits: SourceLimits;
  /** Hears of names that were ignored because they are unsafe. */
  readonly warn: (message: string) => void;
  /** The time now, in epoch milliseconds. */
  readonly now: () => number;
}

/** Files of a folder on an FTP or FTPS server, one short connection for each operation. */
export class FtpSource implements FileSource {
  readonly #server: FtpServer;
  readonly #limits: SourceLimits;
  readonly #allowed: AllowedEntries;
  readonly #times: ModifiedTimes;

  constructor(server: FtpServer, { limits, warn, now }: FtpSourceOptions) {
    this.#server = server;
    this.#limits = limits;
    this.#allowed = new AllowedEntries(server.label, warn);
    this.#times = new ModifiedTimes(now);
  }

  async list(signal: AbortSignal): Promise<SourceFile[]> {
    const doing = `Listing ${this.#server.label}`;
    return withDeadline({ doing, timeoutMs: this.#limits.listTimeoutMs, signal }, (stop) =>
      FtpSession.run(this.#server, { limits: this.#limits, signal: stop }, async (session) => {
        const { entries, pathNames } = await session.listing();
        this.#requireFew(entries.length + pathNames.length);
        const files = this.#allowed.filter<FileInfo | { readonly name: string }>([...entries, ...pathNames]);
        return this.#withTimes(session, files.filter(isUsable));
      }),
    );
  }

  async fetch(file: SourceFile, folder: string, signal: AbortSignal): Promise<string> {
    requireExportName(file.name);
    const { name } = file;
    const doing = `Download of ${name} at ${this.#server.label}`;
    return withDeadline({ doing, timeoutMs: this.#limits.fetchTimeoutMs, signal }, (stop) =>
      FtpSession.run(this.#server, { limits: this.#limits, signal: stop }, (session) => {
        const remote = {
          name,
          source: this.#server.label,
          state: async () => ({ size: await session.size(name), modifiedAt: await session.modifiedAt(name) }),
          read: session.read.bind(session, name),
        };
        return downloadComplete(remote, folder, this.#limits);
      }),
    );
  }

  async #withTimes(session: FtpSession, entries: readonly FileInfo[]): Promise<SourceFile[]> {
    const asked = await this.#times.of(
      entries.filter(({ modifiedAt }) => !modifiedAt),
      (name) => session.modifiedAt(name).catch(ignoreMissing),
    );
    return entries.flatMap(({ name, size, modifiedAt = asked.get(name) }) =>
      modifiedAt ? [{ name, size, modifiedAt }] : [],
    );
  }

  #requireFew(count: number): void {
    const { maxEntries } = this.#limits;
    if (count <= maxEntries) return;
    const message = `${this.#server.label} lists ${count} entries, over the limit of ${maxEntries}. Nothing was taken from it; point SOURCE_URL to a smaller folder or raise the limit.`;
    throw new SourceError('listing-too-large', message);
  }
}

/** A regular file with a size. A link is none: where it leads is the server's affair. */
function isUsable(entry: FileInfo | { readonly name: string }): entry is FileInfo {
  return 'size' in entry && entry.isFile && Number.isSafeInteger(entry.size) && entry.size >= 0;
}

/** A file can go between the listing and the question for its time. */
function ignoreMissing(error: unknown): undefined {
  if (error instanceof SourceError && error.reason === 'missing') return undefined;
  throw error;
}
