import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { BlobCorruptError } from './blob-errors.ts';
import { blobStoreContract } from './blob-store.contract.ts';
import { DirectoryBlobs } from './directory-blobs.ts';
import { readGunzipped, readVerified } from './read-verified.ts';
import { unfinishedName } from './unfinished-files.ts';

async function makeStore() {
  const folder = await mkdtemp(join(tmpdir(), 'wattlet blobs '));
  return {
    folder,
    store: await DirectoryBlobs.open(join(folder, 'objects')),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

async function* content(text: string) {
  yield Buffer.from(text);
}

blobStoreContract('A directory', makeStore);

test('a damaged blob is not read, both hashes are named, and storing it again repairs it', async () => {
  await using made = await makeStore();
  const { hash } = await made.store.put(content('right'));
  await writeFile(join(made.folder, 'objects', hash.slice(0, 2), hash), 'wrong');
  for (const read of [
    () => readVerified(made.store, hash, { maxBytes: 100 }),
    () => readGunzipped(made.store, hash, { maxOutputBytes: 100 }),
  ]) {
    await assert.rejects(read, (error) => {
      assert.ok(error instanceof BlobCorruptError);
      assert.notEqual(error.actualHash, hash);
      return error.message.includes(hash) && error.message.includes(error.actualHash);
    });
  }
  await made.store.put(content('right'));
  assert.equal((await readVerified(made.store, hash, { maxBytes: 100 })).toString(), 'right');
});

test('a failed put leaves no file behind', async () => {
  await using made = await makeStore();
  const failing = async function* () {
    yield Buffer.from('half');
    throw new Error('cut');
  };
  await assert.rejects(made.store.put(failing()), /cut/);
  assert.deepEqual(await readdir(join(made.folder, 'objects')), []);
});

test('opening removes what dead processes left unfinished, and nothing else', async () => {
  await using made = await makeStore();
  const dead = spawn(process.execPath, ['--eval', '']);
  await once(dead, 'exit');
  const id = '00000000-0000-4000-8000-000000000000';
  const ofDead = `.${dead.pid}-01234567@${hostname()}.${id}.part`;
  const ofLiving = `.${process.ppid}-01234567@${hostname()}.${id}.part`;
  const own = unfinishedName(id);
  const elsewhere = `.${dead.pid}-01234567@elsewhere.${id}.part`;
  const elsewhereLongAgo = `.1-01234567@elsewhere.${id}.part`;
  const objects = join(made.folder, 'objects');
  for (const name of [ofDead, ofLiving, own, elsewhere, elsewhereLongAgo])
    await writeFile(join(objects, name), '');
  await utimes(join(objects, elsewhereLongAgo), 0, 0);
  const { hash } = await made.store.put(content('kept'));
  const reopened = await DirectoryBlobs.open(objects);
  assert.deepEqual((await readdir(objects)).sort(), [ofLiving, own, elsewhere, hash.slice(0, 2)].sort());
  assert.equal((await readVerified(reopened, hash, { maxBytes: 100 })).toString(), 'kept');
});

test('a process that has the id of one that died, as in a container that starts again, removes what that one left', async () => {
  await using made = await makeStore();
  const objects = join(made.folder, 'objects');
  const unfinished = (id: string) => `.${id}@${hostname()}.00000000-0000-4000-8000-000000000000.part`;
  const ofPredecessor = unfinished(`${process.pid}-01234567`);
  const ofOlderVersion = unfinished(String(process.pid));
  const ofOlderVersionAlive = unfinished(String(process.ppid));
  for (const name of [ofPredecessor, ofOlderVersion, ofOlderVersionAlive])
    await writeFile(join(objects, name), '');
  await DirectoryBlobs.open(objects);
  assert.deepEqual(await readdir(objects), [ofOlderVersionAlive]);
});
