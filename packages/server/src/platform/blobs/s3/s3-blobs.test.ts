import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import {
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { isTransient } from '../../postgres/transient-error.ts';
import { listeningPort } from '../../sources/listening-port.ts';
import { startTcpProxy } from '../../testing/tcp-proxy.ts';
import { BlobCorruptError, BlobMissingError, BlobStoreUnavailableError } from '../blob-errors.ts';
import type { S3Place } from '../blob-settings.ts';
import { blobStoreContract } from '../blob-store.contract.ts';
import { readVerified } from '../read-verified.ts';
import { makeS3Blobs, noOwnS3, noSharedS3, S3_CREDENTIALS, startS3, testPlace } from './testing/test-s3.ts';

const skip = noSharedS3();
const hashOf = (content: Buffer) => createHash('sha256').update(content).digest('hex');

async function* parts(...content: Uint8Array[]) {
  yield* content;
}

const LARGE = randomBytes(20 * 1024 * 1024);

/** Asks the store itself. */
function clientOf({ endpoint = '' }: S3Place): S3Client {
  return new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: S3_CREDENTIALS,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
}

async function objectsOf(place: S3Place): Promise<string[]> {
  const { Contents = [] } = await clientOf(place).send(
    new ListObjectsV2Command({ Bucket: place.bucket, Prefix: place.prefix }),
  );
  return Contents.map(({ Key }) => (Key ?? '').slice(place.prefix.length));
}

async function uploadsOf(place: S3Place): Promise<string[]> {
  const { Uploads = [] } = await clientOf(place).send(
    new ListMultipartUploadsCommand({ Bucket: place.bucket, Prefix: place.prefix }),
  );
  return Uploads.map(({ Key }) => Key ?? '').filter((key) => key.startsWith(place.prefix));
}

blobStoreContract('A bucket', () => makeS3Blobs(), { skip });

describe('Objects of a bucket', { skip, timeout: 120_000 }, () => {
  test('large content goes in parts, is one object, and leaves nothing on this machine', async () => {
    await using made = await makeS3Blobs();
    const { hash, bytes } = await made.store.put(parts(LARGE.subarray(0, 3), LARGE.subarray(3)));
    assert.deepEqual([hash, bytes], [hashOf(LARGE), LARGE.length]);
    assert.deepEqual(await objectsOf(made.place), [`${hash.slice(0, 2)}/${hash}`]);
    assert.deepEqual(await uploadsOf(made.place), []);
    assert.ok(LARGE.equals(await readVerified(made.store, hash, { maxBytes: LARGE.length })));
    assert.deepEqual(await readdir(made.spool), []);
  });

  test('large content that fails on the way is not heard of by the store', async () => {
    await using made = await makeS3Blobs();
    const failing = async function* () {
      yield LARGE;
      throw new Error('the source hung up');
    };
    await assert.rejects(made.store.put(failing()), /the source hung up/);
    assert.deepEqual(await objectsOf(made.place), []);
    assert.deepEqual(await uploadsOf(made.place), []);
    assert.deepEqual(await readdir(made.spool), []);
  });

  test('a damaged object is not read', async () => {
    await using made = await makeS3Blobs();
    const { hash } = await made.store.put(parts(Buffer.from('right')));
    const Key = `${made.place.prefix}${hash.slice(0, 2)}/${hash}`;
    await clientOf(made.place).send(new PutObjectCommand({ Bucket: made.place.bucket, Key, Body: 'wrong' }));
    await assert.rejects(readVerified(made.store, hash, { maxBytes: 100 }), BlobCorruptError);
  });

  test('who may not is told so, without a secret, and a bucket that is not there is named a refusal', async () => {
    const credentials = { accessKeyId: 'stranger', secretAccessKey: 'hunter2' };
    await using stranger = await makeS3Blobs(testPlace(), { credentials });
    const refused = (error: unknown) => {
      assert.ok(error instanceof Error && !isTransient(error), String(error));
      assert.match(error.message, /^The object store refuses: \w+ \(40\d\)/);
      assert.doesNotMatch(error.message, /hunter2/);
      return true;
    };
    await assert.rejects(stranger.store.put(parts(Buffer.from('mine'))), refused);
    await assert.rejects(stranger.store.open('a'.repeat(64)), refused);
    await using nowhere = await makeS3Blobs({ ...testPlace(), bucket: 'there-is-none' });
    await assert.rejects(nowhere.store.put(parts(Buffer.from('mine'))), refused);
    await assert.rejects(nowhere.store.check(), refused);
  });

  test('an object that breaks off, or a store that falls silent, is a failure that passes', async () => {
    await using made = await makeS3Blobs();
    const { hash } = await made.store.put(parts(LARGE));
    const way = await startTcpProxy(new URL(made.place.endpoint ?? '').href);
    try {
      await using other = await makeS3Blobs({ ...made.place, endpoint: way.url }, { silenceMs: 1_000 });
      const unavailable = (error: unknown) =>
        error instanceof BlobStoreUnavailableError && isTransient(error);
      const cut = await other.store.open(hash);
      await way.refuse();
      await assert.rejects(buffer(cut), unavailable);
      await assert.rejects(other.store.open(hash), unavailable);
      await assert.rejects(other.store.put(parts(Buffer.from('not now'))), unavailable);
      await way.heal();
      const silent = await other.store.open(hash);
      way.stall();
      await assert.rejects(buffer(silent), unavailable);
      await way.heal();
      assert.ok(LARGE.equals(await readVerified(other.store, hash, { maxBytes: LARGE.length })));
    } finally {
      await way[Symbol.asyncDispose]();
    }
  });

  test('who stops reading, or never begins, lets the connection go', async () => {
    await using made = await makeS3Blobs();
    const { hash } = await made.store.put(parts(LARGE));
    // More than the client has connections.
    for (let each = 0; each < 60; each++) {
      const stream = await made.store.open(hash);
      stream.destroy();
    }
    for await (const part of await made.store.open(hash)) {
      assert.ok(part.length > 0);
      break;
    }
    assert.ok(LARGE.equals(await buffer(await made.store.open(hash))));
  });
});

test('a store that knows checksums gets the SHA-256 of what is sent, one that does not is asked without them', async () => {
  const asked: (string | undefined)[] = [];
  let knows = true;
  const server = createServer((request, response) => {
    const checksum = request.headers['x-amz-checksum-sha256']?.toString();
    asked.push(checksum);
    request.resume().on('end', () => response.writeHead(knows || !checksum ? 200 : 501).end());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    const place = testPlace(`s3://wattlet?endpoint=http://127.0.0.1:${listeningPort(server)}`);
    await using made = await makeS3Blobs(place);
    const content = Buffer.from('content');
    const expected = createHash('sha256').update(content).digest('base64');
    await made.store.put(parts(content));
    assert.deepEqual(asked, [expected]);
    knows = false;
    await Promise.all([made.store.put(parts(content)), made.store.put(parts(content))]);
    assert.deepEqual(asked.slice(1).toSorted(), [expected, expected, undefined, undefined]);
    await made.store.put(parts(content));
    assert.equal(asked.at(-1), undefined);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test('a store that stops in the middle of an upload shows nothing of it, and has it once it is tried again', {
  skip: noOwnS3(),
  timeout: 180_000,
}, async () => {
  await using server = await startS3();
  await using made = await makeS3Blobs(testPlace(server.url));
  const upload = made.store.put(parts(LARGE));
  await server.stop();
  await assert.rejects(upload, isTransient);
  await server.start();
  assert.deepEqual(await objectsOf(made.place), []);
  await assert.rejects(made.store.open(hashOf(LARGE)), BlobMissingError);
  const { hash } = await made.store.put(parts(LARGE));
  assert.ok(LARGE.equals(await readVerified(made.store, hash, { maxBytes: LARGE.length })));
});

test('large content goes in several parts, and where one fails the others are dropped', async () => {
  const asked: string[] = [];
  let failing = '';
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://s3');
    const part = searchParams.get('partNumber');
    const step = request.method === 'POST' ? (searchParams.has('uploads') ? 'begin' : 'end') : request.method;
    asked.push(part === null ? String(step) : `part ${part}`);
    request.resume().on('end', () => {
      if (part !== null && part === failing)
        response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>');
      else if (step === 'begin') response.end('<Begun><UploadId>one</UploadId></Begun>');
      else if (step === 'end') response.end('<Done><ETag>"all"</ETag></Done>');
      else response.writeHead(step === 'DELETE' ? 204 : 200, { etag: '"part"' }).end();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    const place = testPlace(`s3://wattlet?endpoint=http://127.0.0.1:${listeningPort(server)}`);
    await using made = await makeS3Blobs(place);
    await made.store.put(parts(LARGE));
    assert.deepEqual(asked.splice(0).toSorted(), ['begin', 'end', 'part 1', 'part 2', 'part 3']);
    failing = '2';
    await assert.rejects(made.store.put(parts(LARGE)), /The object store refuses: AccessDenied/);
    assert.deepEqual([asked.includes('end'), asked.includes('DELETE')], [false, true]);
    assert.deepEqual(await readdir(made.spool), []);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
