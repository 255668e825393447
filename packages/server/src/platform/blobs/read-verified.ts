import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { hasCode } from '../has-code.ts';
import { BlobCorruptError, BlobNotGzipError, BlobTooLargeError } from './blob-errors.ts';
import type { BlobStore } from './blob-store.ts';

const unpack = promisify(gunzip);

/**
 * Reads a blob whole and checks its hash.
 *
 * @throws BlobMissingError, BlobCorruptError, or BlobTooLargeError as soon as it exceeds the limit.
 */
export async function readVerified(
  store: BlobStore,
  hash: string,
  { maxBytes }: { maxBytes: number },
): Promise<Buffer> {
  const stream = await store.open(hash);
  const actual = createHash('sha256');
  const parts: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop early destroys the stream.
  for await (const part of stream as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > maxBytes) throw new BlobTooLargeError(hash, 'has', maxBytes);
    actual.update(part);
    parts.push(part);
  }
  const actualHash = actual.digest('hex');
  if (actualHash !== hash) throw new BlobCorruptError(hash, actualHash);
  return Buffer.concat(parts, bytes);
}

/**
 * Reads a gzip blob, checks its hash (of the packed bytes) and unpacks it.
 *
 * @param limits `maxOutputBytes` is the limit of the unpacked size, and of the packed one.
 * @throws BlobMissingError, BlobCorruptError, BlobNotGzipError, or BlobTooLargeError without unpacking further.
 */
export async function readGunzipped(
  store: BlobStore,
  hash: string,
  { maxOutputBytes }: { maxOutputBytes: number },
): Promise<Buffer> {
  const packed = await readVerified(store, hash, { maxBytes: maxOutputBytes });
  try {
    return await unpack(packed, { maxOutputLength: maxOutputBytes });
  } catch (cause) {
    if (hasCode(cause, 'ERR_BUFFER_TOO_LARGE'))
      throw new BlobTooLargeError(hash, 'unpacks to', maxOutputBytes);
    throw new BlobNotGzipError(hash, { cause });
  }
}
