import { TextSigner } from './text-signer.ts';

/** Where files are put. */
export const UPLOAD_PREFIX = '/chat/uploads';
/** Where files are fetched. */
export const FILE_PREFIX = '/chat/files';

const UPLOAD_MS = 10 * 60_000;
const FETCH_MS = 10 * 60_000;

/** A file of a site. */
export interface FileKey {
  readonly siteId: string;
  readonly attachmentId: string;
}

/** A path that is good for one file and purpose until a time. */
export interface SignedPath {
  readonly path: string;
  readonly expiresAt: Date;
}

/** What a request for a signed path shows, as it came. */
export interface ShownPath extends FileKey {
  readonly query: Readonly<Record<string, unknown>>;
}

/** Signs paths for files and checks them: whoever has one may use it, and nobody can make one. */
export class SignedPaths {
  readonly #signer: TextSigner;

  /** @param key 32 bytes, the same on every node. */
  constructor(key: Buffer) {
    this.#signer = new TextSigner(key);
  }

  /** Where the announced bytes are put. */
  forUpload(file: FileKey, bytes: number, now: Date): SignedPath {
    return this.#sign(UPLOAD_PREFIX, file, { bytes, until: now.getTime() + UPLOAD_MS });
  }

  /** Where the file is fetched. */
  forFetch(file: FileKey, now: Date): SignedPath {
    return this.#sign(FILE_PREFIX, file, { bytes: 0, until: now.getTime() + FETCH_MS });
  }

  /** How many bytes may be put there; undefined if the path was not signed here, or is over. */
  readUpload(shown: ShownPath, now: Date): number | undefined {
    return this.#read(UPLOAD_PREFIX, shown, now);
  }

  /** Whether the file may be fetched. */
  allowsFetch(shown: ShownPath, now: Date): boolean {
    return this.#read(FILE_PREFIX, shown, now) !== undefined;
  }

  #sign(prefix: string, file: FileKey, terms: Terms): SignedPath {
    const until = Math.floor(terms.until / 1000);
    const signature = this.#signer.sign(signedText(prefix, file, { ...terms, until }));
    const query = new URLSearchParams({ bytes: String(terms.bytes), until: String(until), sig: signature });
    return {
      path: `${prefix}/${file.siteId}/${file.attachmentId}?${query}`,
      expiresAt: new Date(until * 1000),
    };
  }

  #read(prefix: string, { query, ...file }: ShownPath, now: Date): number | undefined {
    const { bytes, until, sig } = query;
    if (typeof bytes !== 'string' || typeof until !== 'string' || typeof sig !== 'string') return undefined;
    if (!/^\d{1,9}$/.test(bytes) || !/^\d{1,12}$/.test(until)) return undefined;
    const terms = { bytes: Number(bytes), until: Number(until) };
    if (!this.#signer.accepts(signedText(prefix, file, terms), sig)) return undefined;
    return terms.until * 1000 > now.getTime() ? terms.bytes : undefined;
  }
}

interface Terms {
  readonly bytes: number;
  /** Signed in seconds since 1970. */
  readonly until: number;
}

function signedText(prefix: string, { siteId, attachmentId }: FileKey, { bytes, until }: Terms): string {
  return [prefix, siteId, attachmentId, bytes, until].join('\n');
}
