import { mkdir } from 'node:fs/promises';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  NoSuchKey,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { BlobMissingError, BlobStoreUnavailableError } from '../blob-errors.ts';
import type { S3Place } from '../blob-settings.ts';
import { assertBlobHash, type BlobStore } from '../blob-store.ts';
import { removeUnfinished } from '../unfinished-files.ts';
import { isNotImplemented, s3Failure } from './s3-failure.ts';
import { type SpooledContent, spool } from './spooled-content.ts';

/** Larger content goes in parts of this, one or two at a time in memory. */
const PART_BYTES = 8 * 1024 * 1024;
const PARTS_AT_ONCE = 2;
const CONNECT_MS = 5_000;
/** A store that says nothing for so long, also in the middle of an object, is given up. */
const SILENCE_MS = 30_000;

export interface S3BlobsOptions {
  /** Folder of this machine that large content waits in until its hash is known. */
  readonly spool: string;
  /** By default those that the environment names, as every tool of Amazon's finds them. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly silenceMs?: number;
}

/**
 * Blobs as objects `ab/abcdef…` of a bucket, below a prefix: the names that a folder has, so that either may be copied to
 * the other. Content is taken in whole before the store hears of it: an upload that fails leaves nothing to be seen,
 * and its parts are dropped.
 */
export class S3Blobs implements BlobStore {
  readonly #client: S3Client;
  readonly #place: S3Place;
  readonly #spool: string;
  #checksums: boolean;

  private constructor(client: S3Client, place: S3Place, folder: string) {
    this.#client = client;
    this.#place = place;
    this.#spool = folder;
    this.#checksums = place.checksums;
  }

  /** Opens the bucket; nothing is asked of it yet. Creates the folder for uploads, and removes what processes that died left there. */
  static async open(place: S3Place, options: S3BlobsOptions): Promise<S3Blobs> {
    await mkdir(options.spool, { recursive: true });
    await removeUnfinished(options.spool);
    return new S3Blobs(new S3Client(clientConfig(place, options)), place, options.spool);
  }

  /** Rejects where the bucket does not answer, or is not this process's to use. */
  async check(): Promise<void> {
    await this.#ask(() => this.#client.send(new HeadBucketCommand({ Bucket: this.#place.bucket })));
  }

  async put(content: AsyncIterable<Uint8Array>): Promise<{ hash: string; bytes: number }> {
    await using spooled = await spool(content, this.#spool);
    await this.#ask(async () => {
      const checksums = this.#checksums;
      try {
        await this.#upload(spooled, checksums);
      } catch (error) {
        if (!checksums || !isNotImplemented(error)) throw error;
        // Not every store knows them: it is sent again without, and so is all that follows.
        this.#checksums = false;
        await this.#upload(spooled, false);
      }
    });
    return { hash: spooled.hash, bytes: spooled.bytes };
  }

  async #upload(content: SpooledContent, checksums: boolean): Promise<void> {
    const upload = new Upload({
      client: this.#client,
      partSize: PART_BYTES,
      queueSize: PARTS_AT_ONCE,
      leavePartsOnError: false,
      params: {
        ...this.#object(content.hash),
        Body: content.read(),
        ...(checksums && { ChecksumAlgorithm: 'SHA256' }),
      },
    });
    await upload.done();
  }

  async open(hash: string): Promise<Readable> {
    const object = this.#object(hash);
    return this.#ask(async () => {
      const { Body } = await this.#client.send(new GetObjectCommand(object)).catch((cause: unknown) => {
        if (cause instanceof NoSuchKey) throw new BlobMissingError(hash, { cause });
        throw cause;
      });
      if (!(Body instanceof Readable)) throw new TypeError('the object store sent no content');
      return passOn(Body);
    });
  }

  async delete(hash: string): Promise<void> {
    const object = this.#object(hash);
    await this.#ask(() => this.#client.send(new DeleteObjectCommand(object)));
  }

  #object(hash: string): { Bucket: string; Key: string } {
    assertBlobHash(hash);
    return { Bucket: this.#place.bucket, Key: `${this.#place.prefix}${hash.slice(0, 2)}/${hash}` };
  }

  async #ask<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      throw error instanceof BlobMissingError ? error : s3Failure(error);
    }
  }
}

function clientConfig(
  place: S3Place,
  { credentials, silenceMs = SILENCE_MS }: S3BlobsOptions,
): S3ClientConfig {
  const { endpoint, region, pathStyle } = place;
  return {
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
    // A store of one's own has no regions, and still signs with one.
    ...(region === undefined && endpoint !== undefined && { region: 'us-east-1' }),
    ...(credentials && { credentials }),
    forcePathStyle: pathStyle,
    // Whoever reads compares the SHA-256, and other checksums are not known to every store.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: silenceMs, socketTimeout: silenceMs },
  };
}

/** A content that breaks off on its way is the store's failure; who stops reading it lets the connection go. */
function passOn(content: Readable): Readable {
  const passed = Readable.from(
    (async function* () {
      try {
        yield* content;
      } catch (cause) {
        throw new BlobStoreUnavailableError('an object broke off', { cause });
      }
    })(),
    { objectMode: false },
  );
  // Also where nobody has begun to read.
  return passed.once('close', () => content.destroy());
}
