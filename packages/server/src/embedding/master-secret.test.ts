import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ConfigError } from '../config-error.ts';
import { masterSecret, openMasterSecret } from './master-secret.ts';

const LONG = 'a secret that is long enough for anybody';

async function makeHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'wattlet-secret-'));
  after(() => rm(home, { recursive: true }));
  return home;
}

const same = (text: string) => masterSecret(text).derive('test').toString('hex');
const derived = async (env: Record<string, string>, home: string) =>
  (await openMasterSecret(env, home)).derive('test').toString('hex');

test('without a setting the secret is made once, for its owner alone, and found again', async () => {
  const home = join(await makeHome(), 'new');
  const first = await derived({}, home);
  const path = join(home, 'secret');
  assert.equal((await stat(path)).mode & 0o777, 0o600);
  assert.ok(Buffer.from((await readFile(path, 'utf8')).trim(), 'base64url').length >= 32);
  assert.equal(await derived({}, home), first);
  assert.notEqual(await derived({}, await makeHome()), first);
});

test('processes that start together have one secret and leave nothing else behind', async () => {
  const home = await makeHome();
  const all = await Promise.all(Array.from({ length: 20 }, () => derived({}, home)));
  assert.equal(new Set(all).size, 1);
  assert.deepEqual(await readdir(home), ['secret']);
});

test('the environment, or the file it names, goes before the home folder', async () => {
  const home = await makeHome();
  const path = join(home, 'mounted');
  await writeFile(path, `${LONG} in a file\n`, { mode: 0o600 });
  assert.equal(await derived({ WATTLET_SECRET: LONG }, home), same(LONG));
  assert.equal(await derived({ WATTLET_SECRET_FILE: path }, home), same(`${LONG} in a file`));
  assert.deepEqual(await readdir(home), ['mounted']);
});

test('a secret that is short, open to all, doubled or not there is refused by name', async () => {
  const home = await makeHome();
  const path = join(home, 'secret');
  const refuses = (env: Record<string, string>, message: RegExp) =>
    assert.rejects(
      openMasterSecret(env, home),
      (error) => error instanceof ConfigError && message.test(error.message) && !error.message.includes(LONG),
    );
  await refuses({ WATTLET_SECRET: 'short' }, /WATTLET_SECRET has 5 bytes/);
  await refuses({ WATTLET_SECRET: LONG, WATTLET_SECRET_FILE: path }, /both set/);
  await refuses({ WATTLET_SECRET_FILE: path }, /WATTLET_SECRET_FILE: .*ENOENT/);
  await writeFile(path, LONG);
  await chmod(path, 0o644);
  await refuses({}, /secret can be read by every user \(mode 644\)/);
  await refuses({ WATTLET_SECRET_FILE: path }, /every user/);
  await chmod(path, 0o600);
  assert.equal(await derived({}, home), same(LONG));
  await writeFile(path, ' \n');
  await refuses({}, /empty/);
});

test('keys of different purposes have nothing in common, those of one are the same', () => {
  const secret = masterSecret(LONG);
  assert.deepEqual(secret.derive('a'), masterSecret(LONG).derive('a'));
  assert.notDeepEqual(secret.derive('a'), secret.derive('b'));
  assert.equal(secret.derive('a').length, 32);
});
