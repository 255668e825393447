import type { Readable } from 'node:stream';

/** Keeps content under its own hash. */
export interface BlobStore {
  /**
   * Stores the content and resolves, once it is durable, to its SHA-256 as lower-case hex. Storing it twice is one
   * blob. Content that fails on the way is not stored.
   */
  put(content: AsyncIterable<Uint8Array>): Promise<{ hash: string; bytes: number }>;
  /**
   * Opens a blob. The reader checks the hash: see `readVerified`.
   *
   * @throws BlobMissingError
   * @throws RangeError if it is not a hash.
   */
  open(hash: string): Promise<Readable>;
  /**
   * Deletes a blob, whoever has stored it; one that is not there is no error. Who opened it before may read it to its end.
   *
   * @throws RangeError if it is not a hash.
   */
  delete(hash: string): Promise<void>;
}

/** @throws RangeError if it is not a SHA-256 in lower-case hex. */
export function assertBlobHash(hash: string): void {
  if (!/^[0-9a-f]{64}$/.test(hash)) {
    throw new RangeError(
      `"${hash.slice(0, 80)}" is not the hash of a blob: 64 lower-case hexadecimal digits.`,
    );
  }
}
