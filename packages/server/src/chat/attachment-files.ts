import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { BlobCorruptError } from '../platform/blobs/blob-errors.ts';
import type { BlobStore } from '../platform/blobs/blob-store.ts';
import type { Sql } from '../platform/postgres/database.ts';
import { invalidRequest } from '../rpc/errors.ts';
import { completeUpload, noteGarbage, type StoredFile } from './attachment-store.ts';
import { cleanImage, ImageRefusedError } from './clean-image.ts';
import type { FileKey } from './signed-paths.ts';
import { sniffMedia } from './sniff-media.ts';

/** Put before the bytes of every file, so that no two files are one object: each is deleted on its own. */
const SALT_BYTES = 16;

/** An upload that was not finished an hour after it began never will be. */
const ABANDONED_MS = 3_600_000;

/** What {@link storeFile} works with. */
export interface FileStorage {
  readonly sql: Sql;
  readonly blobs: BlobStore;
}

/**
 * Keeps an announced file. A server that dies meanwhile leaves nothing that is not swept: the object is noted as garbage
 * before it is stored, and is none any more with the row that names it. Undefined if the file has its bytes already.
 *
 * @throws `invalid_argument` for what chats do not take.
 */
export async function storeFile(
  { sql, blobs }: FileStorage,
  key: FileKey,
  content: Buffer,
): Promise<StoredFile | undefined> {
  const file = await acceptFile(content);
  const salted = Buffer.concat([randomBytes(SALT_BYTES), file.content]);
  const blobHash = createHash('sha256').update(salted).digest('hex');
  const { siteId } = key;
  const garbage = { siteId, blobHash };
  await noteGarbage(sql, { ...garbage, afterMs: ABANDONED_MS });
  await blobs.put(Readable.from([salted]));
  const stored: StoredFile = { ...file, blobHash, bytes: file.content.length };
  if (await sql.begin((tx) => completeUpload(tx, key, stored))) return stored;
  await noteGarbage(sql, { ...garbage, afterMs: 0 });
  return undefined;
}

type AcceptedFile = Pick<StoredFile, 'mediaType' | 'width' | 'height'> & { readonly content: Buffer };

async function acceptFile(content: Buffer): Promise<AcceptedFile> {
  const mediaType = sniffMedia(content);
  if (mediaType === undefined) {
    throw refusedFile('UNKNOWN_MEDIA', 'is none of JPEG, PNG, WebP, GIF and PDF, whatever its name says');
  }
  if (mediaType === 'application/pdf') return { content, mediaType, width: undefined, height: undefined };
  try {
    return { mediaType, ...(await cleanImage(content, mediaType)) };
  } catch (error) {
    if (error instanceof ImageRefusedError) throw refusedFile('IMAGE_REFUSED', error.message, error);
    throw error;
  }
}

function refusedFile(reason: string, description: string, cause?: unknown) {
  return invalidRequest([{ field: 'body', reason, description }], cause);
}

/**
 * The bytes of a stored file, checked as they are read: damaged ones end with an error before their end, so that whoever
 * fetches them sees that something is missing.
 */
export async function* readFileContent(blobs: Pick<BlobStore, 'open'>, hash: string): AsyncGenerator<Buffer> {
  const actual = createHash('sha256');
  let toSkip = SALT_BYTES;
  /** Not before what follows is known to be right. */
  let held: Buffer | undefined;
  for await (const part of (await blobs.open(hash)) as AsyncIterable<Buffer>) {
    actual.update(part);
    const content = part.subarray(toSkip);
    toSkip = Math.max(0, toSkip - part.length);
    if (content.length === 0) continue;
    if (held) yield held;
    held = content;
  }
  const actualHash = actual.digest('hex');
  if (actualHash !== hash) throw new BlobCorruptError(hash, actualHash);
  if (held) yield held;
}
