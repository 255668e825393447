import { Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { SourceError, type SourceFailure } from '../source-error.ts';

/** Text compresses about twentyfold; what says it is so much smaller than it is was made to hurt. */
const MOST_TIMES = 250;
const DEFLATED = 8;
const STORED = 0;

const open = promisify<string, yauzl.Options, ZipFile>(yauzl.open);

/** The one file of an archive. */
export interface ZippedFile extends Disposable {
  readonly size: number;
  /** Writes its bytes from `start` on to the sink; rejects unless they are as many, and with the sum, that the archive says. */
  read(start: number, sink: Writable, signal: AbortSignal): Promise<void>;
}

/**
 * Opens an archive that holds exactly one file, under the name.
 *
 * @param source how messages call where it is from
 * @throws a SourceError: `incomplete` if it is no whole archive, `too-large` if it grows out of proportion, else `protocol`.
 */
export async function openOneEntryZip(path: string, name: string, source: string): Promise<ZippedFile> {
  const fail = (reason: SourceFailure, what: string) =>
    new SourceError(reason, `The archive of ${name} from ${source} ${what}. It was dropped.`);
  // Strict: a name with a backslash, a drive, a root or ".." ends the reading.
  const options = { lazyEntries: true, autoClose: false, strictFileNames: true, validateEntrySizes: true };
  const zip = await open(path, options).catch(() => {
    throw fail('incomplete', 'is not whole, or none');
  });
  try {
    const entry = await onlyEntry(zip).catch(() => undefined);
    if (zip.entryCount !== 1) throw fail('protocol', `holds ${zip.entryCount} files instead of one`);
    if (!entry) throw fail('protocol', 'cannot be read');
    if (entry.fileName !== name) throw fail('protocol', 'holds a file of another name');
    if ((entry.generalPurposeBitFlag & 1) !== 0) throw fail('protocol', 'is encrypted');
    if (entry.compressionMethod !== DEFLATED && entry.compressionMethod !== STORED)
      throw fail('protocol', 'is packed in a way that is not known');
    if (entry.uncompressedSize > entry.compressedSize * MOST_TIMES + 1024)
      throw fail('too-large', `unpacks to more than ${MOST_TIMES} times its size`);
    return {
      size: entry.uncompressedSize,
      async read(start, sink, signal) {
        const content = await openStream(zip, entry).catch(() => {
          throw fail('changed', 'is damaged');
        });
        let sum = 0;
        let passed = 0;
        const check = new Transform({
          transform(part: Buffer, _encoding, done) {
            sum = crc32(part, sum);
            const rest = part.subarray(Math.max(0, start - passed));
            passed += part.length;
            done(null, rest);
          },
          flush(done) {
            done(sum === entry.crc32 ? null : fail('changed', 'is damaged: its content has another sum'));
          },
        });
        await pipeline(content, check, sink, { signal }).catch((error: unknown) => {
          signal.throwIfAborted();
          throw error instanceof SourceError ? error : fail('changed', 'is damaged');
        });
      },
      [Symbol.dispose]: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

function onlyEntry(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    zip
      .once('entry', resolve)
      .once('end', () => resolve(undefined))
      .once('error', reject);
    zip.readEntry();
  });
}

function openStream(zip: ZipFile, entry: Entry): Promise<NodeJS.ReadableStream> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(error);
      else resolve(stream);
    });
  });
}
