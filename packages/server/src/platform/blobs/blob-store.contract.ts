import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { BlobMissingError, BlobNotGzipError, BlobTooLargeError } from './blob-errors.ts';
import type { BlobStore } from './blob-store.ts';
import { readGunzipped, readVerified } from './read-verified.ts';

/** A store for one test. */
export interface TestStore extends AsyncDisposable {
  readonly store: BlobStore;
}

const hashOf = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

async function* parts(...contents: Uint8Array[]) {
  yield* contents;
}

/** What every object store promises. */
export function blobStoreContract(
  name: string,
  makeStore: () => Promise<TestStore>,
  { skip = false }: { skip?: string | false } = {},
): void {
  describe(`${name} as an object store`, { skip }, () => {
    test('content is kept under its hash, whatever parts it comes in', async () => {
      await using made = await makeStore();
      const content = Buffer.alloc(3_000_000, 'All the energy of Europe. ');
      const stored = await made.store.put(parts(content.subarray(0, 7), content.subarray(7)));
      assert.deepEqual(stored, { hash: hashOf(content), bytes: content.length });
      assert.ok(content.equals(await buffer(await made.store.open(stored.hash))));
      assert.ok(content.equals(await readVerified(made.store, stored.hash, { maxBytes: content.length })));
    });

    test('empty content is content', async () => {
      await using made = await makeStore();
      const { hash, bytes } = await made.store.put(parts());
      assert.equal(bytes, 0);
      assert.equal((await readVerified(made.store, hash, { maxBytes: 0 })).length, 0);
    });

    test('storing the same content again, also at the same time, is one blob', async () => {
      await using made = await makeStore();
      const content = Buffer.from('twice');
      const put = () => made.store.put(parts(content));
      const stored = [...(await Promise.all([put(), put(), put()])), await put()];
      assert.deepEqual(new Set(stored.map(({ hash }) => hash)), new Set([hashOf(content)]));
      assert.ok(content.equals(await readVerified(made.store, hashOf(content), { maxBytes: 100 })));
    });

    test('a missing blob is named', async () => {
      await using made = await makeStore();
      const hash = hashOf(Buffer.from('never stored'));
      await assert.rejects(
        made.store.open(hash),
        (error) => error instanceof BlobMissingError && error.hash === hash,
      );
    });

    test('a deleted blob is missing, deleting it again is no error, and storing it again brings it back', async () => {
      await using made = await makeStore();
      const content = Buffer.from('deleted');
      const { hash } = await made.store.put(parts(content));
      const other = await made.store.put(parts(Buffer.from('kept')));
      await made.store.delete(hash);
      await made.store.delete(hash);
      await assert.rejects(made.store.open(hash), BlobMissingError);
      assert.equal((await readVerified(made.store, other.hash, { maxBytes: 100 })).toString(), 'kept');
      await made.store.put(parts(content));
      assert.equal((await readVerified(made.store, hash, { maxBytes: 100 })).toString(), 'deleted');
      await assert.rejects(made.store.delete('../secret'), RangeError);
    });

    test('a name that is no hash is refused', async () => {
      await using made = await makeStore();
      for (const name of [
        '',
        '../secret',
        `../../${'a'.repeat(58)}`,
        'A'.repeat(64),
        `${'a'.repeat(64)}/..`,
      ]) {
        await assert.rejects(made.store.open(name), RangeError);
      }
    });

    test('content that fails on the way is not stored, and its error is passed on', async () => {
      await using made = await makeStore();
      const start = Buffer.from('the first part');
      const failing = async function* () {
        yield start;
        throw new Error('the source hung up');
      };
      await assert.rejects(made.store.put(failing()), /the source hung up/);
      await assert.rejects(made.store.open(hashOf(start)), BlobMissingError);
    });

    test('a blob larger than the limit is not read to its end', async () => {
      await using made = await makeStore();
      const { hash } = await made.store.put(parts(Buffer.alloc(1_000_001)));
      await assert.rejects(
        readVerified(made.store, hash, { maxBytes: 1_000_000 }),
        (error) => error instanceof BlobTooLargeError && error.limitBytes === 1_000_000,
      );
    });

    test('gzip is unpacked up to the limit: a decompression bomb is refused', async () => {
      await using made = await makeStore();
      const { hash } = await made.store.put(parts(gzipSync(Buffer.alloc(50_000_000))));
      assert.equal(
        (await readGunzipped(made.store, hash, { maxOutputBytes: 50_000_000 })).length,
        50_000_000,
      );
      await assert.rejects(readGunzipped(made.store, hash, { maxOutputBytes: 49_999_999 }), {
        name: 'BlobTooLargeError',
        message: `Blob ${hash} unpacks to more than 49999999 bytes, which is the limit.`,
      });
    });

    test('what is not gzip, or only half of it, is said to be so', async () => {
      await using made = await makeStore();
      const whole = gzipSync('some text that is long enough to be cut');
      for (const content of [Buffer.from('plain text'), whole.subarray(0, -10)]) {
        const { hash } = await made.store.put(parts(content));
        await assert.rejects(readGunzipped(made.store, hash, { maxOutputBytes: 1_000 }), BlobNotGzipError);
      }
    });
  });
}
