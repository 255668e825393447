import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { BlobStore } from '../../platform/blobs/blob-store.ts';
import type { FileReady } from '../events.ts';
import type { ExportFileName } from './export-file-name.ts';
import { filePieces } from './file-pieces.ts';
import { type ParsedExport, type ParseOptions, parseExport } from './parse-export.ts';
import { writeParsedMonth } from './parsed-month.ts';

const PIECE_BYTES = 128 * 1024;

/** A file that was parsed and stored. */
export interface IngestedFile {
  readonly parsed: ParsedExport;
  /** What to tell the importer. */
  readonly event: FileReady;
}

/**
 * Parses a downloaded export, keeps what is needed of it in the object store under its hash, and
 * returns the event that announces it. Publishing is the caller's.
 *
 * @throws FileRejectedError when the file cannot be understood.
 */
export async function ingestFile(
  path: string,
  name: ExportFileName,
  options: ParseOptions & { readonly blobs: BlobStore; readonly force?: boolean },
): Promise<IngestedFile> {
  const parsed = await parseExport(filePieces(path), name, options);
  const written = inPieces(writeParsedMonth(parsed, options.areaTypes));
  // Level 1: a third larger than the default and four times as fast; the objects are small either way.
  const gzip = createGzip({ level: 1 });
  // A store that fails ends it with the same error, which may come when nobody listens to it any more.
  gzip.on('error', () => undefined);
  const { hash } = await options.blobs.put(Readable.from(written).compose(gzip));
  return {
    parsed,
    event: {
      stream: name.stream,
      file: name.name,
      blob: hash,
      month: name.month,
      upTo: name.upTo.toISOString(),
      rowsRead: parsed.rowsRead,
      rowsKept: parsed.rowsKept,
      force: options.force ?? false,
    },
  };
}

/** Joins small buffers, each of which gzip would send to another thread. */
function* inPieces(buffers: Iterable<Buffer>): Generator<Buffer, void, undefined> {
  let piece: Buffer[] = [];
  let bytes = 0;
  for (const buffer of buffers) {
    piece.push(buffer);
    bytes += buffer.length;
    if (bytes < PIECE_BYTES) continue;
    yield Buffer.concat(piece, bytes);
    piece = [];
    bytes = 0;
  }
  yield Buffer.concat(piece, bytes);
}

/** SHA-256 of a file, lower-case hex. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of filePieces(path)) {
    signal?.throwIfAborted();
    hash.update(piece);
  }
  return hash.digest('hex');
}
