/** What is wrong with a blob. Trying again does not help. */
export class BlobError extends Error {
  override readonly name: string = 'BlobError';
  readonly hash: string;

  constructor(hash: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.hash = hash;
  }
}

/** The store does not answer, or cannot now: the same work may succeed a little later (`isTransient`). */
export class BlobStoreUnavailableError extends Error {
  override readonly name = 'BlobStoreUnavailableError';
  readonly code = 'OBJECT_STORE_UNAVAILABLE';

  constructor(reason: string, options: ErrorOptions) {
    super(`The object store is not available: ${reason}.`, options);
  }
}

/** The store has no blob of this hash. */
export class BlobMissingError extends BlobError {
  override readonly name = 'BlobMissingError';

  constructor(hash: string, options?: ErrorOptions) {
    super(hash, `The object store has no blob ${hash}.`, options);
  }
}

/** The content is not what was stored: its hash is another one. */
export class BlobCorruptError extends BlobError {
  override readonly name = 'BlobCorruptError';
  readonly actualHash: string;

  constructor(hash: string, actualHash: string) {
    super(hash, `Blob ${hash} is damaged: the hash of its content is ${actualHash}.`);
    this.actualHash = actualHash;
  }
}

/** The content, as stored or unpacked, is larger than the reader's limit. */
export class BlobTooLargeError extends BlobError {
  override readonly name = 'BlobTooLargeError';
  readonly limitBytes: number;

  constructor(hash: string, what: 'has' | 'unpacks to', limitBytes: number) {
    super(hash, `Blob ${hash} ${what} more than ${limitBytes} bytes, which is the limit.`);
    this.limitBytes = limitBytes;
  }
}

/** The content is what was stored, but it is not whole gzip. */
export class BlobNotGzipError extends BlobError {
  override readonly name = 'BlobNotGzipError';

  constructor(hash: string, options: ErrorOptions) {
    super(hash, `Blob ${hash} cannot be unpacked: it is not whole gzip.`, options);
  }
}
