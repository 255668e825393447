import type { Readable } from 'node:stream';

/** Keeps content under its own hash. */
export interface BlobStore {
  /** Stores the content and resolves, once it is durable, to its SHA-256 as lower-case hex. Storing it twice is one blob. */
  put(content: AsyncIterable<Uint8Array>): Promise<{ hash: string; bytes: number }>;
  /** Opens a blob. Rejects with `BlobMissingError`. The reader checks the hash: see `readVerified`. */
  open(hash: string): Promise<Readable>;
}
