import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { after, beforeEach, mock, test } from 'node:test';
import { jwtVerify, SignJWT } from 'jose';
import { guardedFetch } from '../platform/guarded-fetch.ts';
import { listeningPort } from '../platform/sources/listening-port.ts';
import { TEST_AUTHORITY_FILE, TEST_SERVER_TLS } from '../platform/sources/test-certificates.ts';
import { silentLog } from '../platform/testing/silent-log.ts';
import { SiteKeySets, SiteKeysError } from './site-key-sets.ts';

const MINUTE_MS = 60_000;
const URL_OF_KEYS = 'https://id.volt.example/jwks.json';
const one = generateKeyPairSync('ed25519');
const two = generateKeyPairSync('ed25519');
const jwk = (key: KeyObject, kid: string) => ({ ...key.export({ format: 'jwk' }), kid });
const setOf = (...kids: string[]) =>
  kids.map((kid) => jwk(kid === 'two' ? two.publicKey : one.publicKey, kid));

mock.timers.enable({ apis: ['Date'], now: 1_800_000_000_000 });
after(() => mock.timers.reset());
const pass = (ms: number) => mock.timers.setTime(Date.now() + ms);

let fetches = 0;
let served: unknown = { keys: setOf('one') };
let status = 200;
let failing = false;
beforeEach(() => {
  fetches = 0;
  served = { keys: setOf('one') };
  status = 200;
  failing = false;
});
const makeSets = (log = silentLog) =>
  new SiteKeySets({
    log,
    fetch: async () => {
      fetches++;
      // Slow enough for others to come meanwhile.
      await new Promise((resolve) => setImmediate(resolve));
      if (failing) throw new Error('unreachable');
      return {
        status,
        headers: {},
        body: Buffer.from(typeof served === 'string' ? served : JSON.stringify(served)),
      };
    },
  });

async function verifies(sets: SiteKeySets, kid: 'one' | 'two', url = URL_OF_KEYS): Promise<true> {
  const { privateKey } = kid === 'one' ? one : two;
  const token = await new SignJWT({}).setProtectedHeader({ alg: 'EdDSA', kid }).sign(privateKey);
  await jwtVerify(token, sets.of(url));
  return true;
}
const failsFor = (sets: SiteKeySets, kid: 'one' | 'two' = 'one') =>
  assert.rejects(verifies(sets, kid), SiteKeysError);

test('a set is fetched once for however many wait, and again after ten minutes', async () => {
  const sets = makeSets();
  await Promise.all(Array.from({ length: 50 }, () => verifies(sets, 'one')));
  assert.equal(fetches, 1);
  pass(10 * MINUTE_MS - 1);
  await verifies(sets, 'one');
  assert.equal(fetches, 1);
  pass(1);
  await verifies(sets, 'one');
  assert.equal(fetches, 2);
});

test('a new key is found at once, and unknown ones make no more than one fetch in thirty seconds', async () => {
  const sets = makeSets();
  await verifies(sets, 'one');
  served = { keys: setOf('one', 'two') };
  const tryUnknown = () => Promise.allSettled(Array.from({ length: 20 }, () => verifies(sets, 'two')));
  assert.ok((await tryUnknown()).every(({ status }) => status === 'rejected'));
  assert.equal(fetches, 1);
  pass(30_000);
  assert.ok((await tryUnknown()).every(({ status }) => status === 'fulfilled'));
  assert.equal(fetches, 2);
});

test('while a set cannot be fetched the last one counts, for a day', async () => {
  const sets = makeSets();
  await verifies(sets, 'one');
  failing = true;
  pass(23 * 60 * MINUTE_MS);
  assert.ok(await verifies(sets, 'one'));
  pass(61 * MINUTE_MS);
  await failsFor(sets);
  failing = false;
  pass(30_000);
  assert.ok(await verifies(sets, 'one'));
});

test('a source that fails is asked once in thirty seconds, however many ask', async () => {
  const sets = makeSets();
  failing = true;
  for (let round = 0; round < 5; round++) await failsFor(sets);
  assert.equal(fetches, 1);
  pass(30_000);
  await failsFor(sets);
  assert.equal(fetches, 2);
});

test('what is no set of at most twenty keys is none', async () => {
  const wrong: unknown[] = [
    '',
    'no JSON',
    'null',
    [],
    {},
    { keys: {} },
    { keys: setOf(...Array(21).fill('one')) },
  ];
  for (const set of wrong) {
    served = set;
    await failsFor(makeSets());
  }
  served = {
    keys: [...setOf('one'), null, 1, 'x', { kty: 'oct', k: 'AAAA', kid: 'two' }, jwk(two.privateKey, 'two')],
  };
  const sets = makeSets();
  assert.ok(await verifies(sets, 'one'));
  await assert.rejects(verifies(sets, 'two'));
  status = 404;
  await failsFor(makeSets());
});

test('the log names the host of a source that fails, not its path', async () => {
  const lines: unknown[] = [];
  failing = true;
  const sets = makeSets({ ...silentLog, warn: (...line: unknown[]) => void lines.push(line) });
  await assert.rejects(verifies(sets, 'one', 'https://id.volt.example/s3cret'), SiteKeysError);
  assert.equal(lines.length, 1);
  const text = JSON.stringify(lines);
  assert.ok(text.includes('id.volt.example') && !text.includes('s3cret'), text);
});

test('keys are fetched over https, and by default from nobody inside', async () => {
  const server = createServer(TEST_SERVER_TLS, (_request, response) => response.end(JSON.stringify(served)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => server.close());
  const url = `https://localhost:${listeningPort(server)}/jwks.json`;
  const ca = readFileSync(TEST_AUTHORITY_FILE);
  const open = new SiteKeySets({
    log: silentLog,
    fetch: (url) => guardedFetch(url, { ca, allowPrivate: true }),
  });
  assert.ok(await verifies(open, 'one', url));
  await assert.rejects(verifies(new SiteKeySets({ log: silentLog }), 'one', url), SiteKeysError);
});
