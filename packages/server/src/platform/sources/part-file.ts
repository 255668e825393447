import { type FileHandle, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';

/** What identifies one version of a file at its source. */
export interface FileState {
  readonly size: number;
  readonly modifiedAt: Date;
}

/** The sidecar `<name>.part.json`: which version the part is of, and how much of it is safely on disk. */
interface ResumeRecord {
  readonly size: number;
  readonly modifiedAt: string;
  readonly bytes: number;
}

/**
 * The local copy of a file while it grows as `<path>.part`. End it with `publish`, `keep` or
 * `discard`. One process at a time may write the same path.
 */
export class PartFile {
  readonly #path: string;
  readonly #source: FileState;
  readonly #handle: FileHandle;
  #received: number;
  #writing: Promise<void> = Promise.resolve();
  #sink: Writable | undefined;

  private constructor(path: string, source: FileState, open: { handle: FileHandle; received: number }) {
    this.#path = path;
    this.#source = source;
    this.#handle = open.handle;
    this.#received = open.received;
  }

  /** Opens the part of an interrupted download if that was of the same version, else an empty one. */
  static async open(path: string, source: FileState): Promise<PartFile> {
    const received = await keptBytes(path, source);
    // From here on the sidecar would be wrong; `keep` writes it anew.
    await rm(sidecarOf(path), { force: true });
    const handle = await open(partOf(path), received > 0 ? 'r+' : 'w');
    await handle.truncate(received);
    return new PartFile(path, source, { handle, received });
  }

  /** Bytes of the file that are here. */
  get received(): number {
    return this.#received;
  }

  /** Where the bytes after `received` go. Fails with what `overflow` gives when more come than the source's size. */
  sink(overflow: () => Error): Writable {
    const sink = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        if (this.#received + chunk.length > this.#source.size) {
          done(overflow());
          return;
        }
        this.#writing = this.#append(chunk);
        this.#writing.then(() => done(), done);
      },
    });
    // Whoever writes to the sink reports its error; unheard, an error that comes late would end the process.
    sink.on('error', () => sink.destroy());
    this.#sink = sink;
    return sink;
  }

  /** Brings what was received to the disk. */
  async sync(): Promise<void> {
    await Promise.allSettled([this.#writing]);
    await this.#handle.sync();
  }

  /** Gives the complete file its name. It has that name for good once this resolves. */
  async publish(): Promise<void> {
    await this.sync();
    await this.#close();
    await rename(partOf(this.#path), this.#path);
    const folder = await open(dirname(this.#path), 'r');
    await folder.sync().finally(() => folder.close());
  }

  /** Leaves the part for the next `open`. */
  async keep(): Promise<void> {
    this.#sink?.destroy();
    await this.sync();
    await this.#close();
    const { size, modifiedAt } = this.#source;
    const record: ResumeRecord = { size, modifiedAt: modifiedAt.toISOString(), bytes: this.#received };
    await writeFile(sidecarOf(this.#path), JSON.stringify(record));
  }

  /** Removes the part. */
  async discard(): Promise<void> {
    await this.#close();
    await rm(partOf(this.#path), { force: true });
  }

  async #append(chunk: Buffer): Promise<void> {
    for (let offset = 0; offset < chunk.length; ) {
      const length = chunk.length - offset;
      const { bytesWritten } = await this.#handle.write(chunk, offset, length, this.#received);
      offset += bytesWritten;
      this.#received += bytesWritten;
    }
  }

  async #close(): Promise<void> {
    this.#sink?.destroy();
    await Promise.allSettled([this.#writing]);
    await this.#handle.close();
  }
}

/**
 * Removes from a folder of downloads what is left of files other than these: a download that was interrupted and that nobody
 * needs any more, as a newer file has come, would lie there for ever. Nobody else may write into the folder meanwhile.
 */
export async function removeOtherDownloads(folder: string, names: readonly string[]): Promise<void> {
  const found = (await readdir(folder).catch(ignoreMissing)) ?? [];
  const isOther = (entry: string) => !names.some((name) => entry === name || entry.startsWith(`${name}.`));
  for (const entry of found.filter(isOther)) await rm(join(folder, entry), { force: true });
}

const partOf = (path: string) => `${path}.part`;
const sidecarOf = (path: string) => `${path}.part.json`;

/** Bytes of an interrupted download of this very version that can be built upon; 0 if there are none. */
async function keptBytes(path: string, source: FileState): Promise<number> {
  const record = await readIfThere(sidecarOf(path));
  const part = await openIfThere(partOf(path));
  if (!part) return 0;
  const { size: partBytes } = await part.stat().finally(() => part.close());
  const kept = parseRecord(record);
  const isSameVersion =
    kept?.size === source.size &&
    kept.modifiedAt === source.modifiedAt.toISOString() &&
    kept.bytes <= partBytes;
  return isSameVersion && kept.bytes <= source.size ? kept.bytes : 0;
}

/** A record that is not whole, as after a power cut, is no record. */
function parseRecord(text: string | undefined): ResumeRecord | undefined {
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { size, modifiedAt, bytes }: Partial<Record<keyof ResumeRecord, unknown>> = value;
  if (typeof size !== 'number' || typeof modifiedAt !== 'string') return undefined;
  if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes < 0) return undefined;
  return { size, modifiedAt, bytes };
}

const readIfThere = (path: string) => readFile(path, 'utf8').catch(ignoreMissing);
const openIfThere = (path: string) => open(path, 'r').catch(ignoreMissing);

function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
