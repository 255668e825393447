import assert from 'node:assert/strict';
import { sign, verify } from 'node:crypto';
import { test } from 'node:test';
import { masterSecret } from './master-secret.ts';
import { signingKeys } from './signing-keys.ts';

const WEEK_MS = 7 * 86_400_000;
const NOW = new Date(2950 * WEEK_MS + 1000);
const later = (ms: number) => new Date(NOW.getTime() + ms);
const secret = masterSecret('a secret that is long enough for anybody');
const text = Buffer.from('signed');

test('another node with the same secret verifies what this one signs, one with another does not', () => {
  const { kid, privateKey } = signingKeys(secret).current(NOW);
  const signature = sign(null, text, privateKey);
  const verifies = (keys: ReturnType<typeof signingKeys>) => {
    const key = keys.find(kid, NOW);
    return key !== undefined && verify(null, text, key.publicKey, signature);
  };
  assert.equal(verifies(signingKeys(secret)), true);
  assert.equal(verifies(signingKeys(masterSecret('another secret that is long enough too'))), false);
});

test('a key signs for seven days and verifies for seven more', () => {
  const keys = signingKeys(secret);
  const { kid } = keys.current(NOW);
  assert.equal(keys.current(later(WEEK_MS - 2000)).kid, kid);
  assert.notEqual(keys.current(later(WEEK_MS)).kid, kid);
  assert.ok(keys.find(kid, later(2 * WEEK_MS - 2000)));
  assert.equal(keys.find(kid, later(2 * WEEK_MS)), undefined);
});

test('a node whose clock has passed the change is believed by those whose clock has not', () => {
  const keys = signingKeys(secret);
  assert.ok(keys.find(keys.current(later(WEEK_MS)).kid, later(WEEK_MS - 2000)));
  assert.equal(keys.find(keys.current(later(2 * WEEK_MS)).kid, NOW), undefined);
});

test('the key set shows public halves only', () => {
  const { keys } = signingKeys(secret).jwks(NOW);
  assert.deepEqual(
    keys.map(({ kid }) => kid),
    ['2950', '2949', '2951'],
  );
  for (const key of keys) {
    assert.deepEqual(Object.keys(key).sort(), ['alg', 'crv', 'kid', 'kty', 'use', 'x']);
    assert.equal(key.crv, 'Ed25519');
  }
});

test('ids that are no period of now name no key', () => {
  const keys = signingKeys(secret);
  for (const kid of ['', '2950 ', '02950', '2950.0', '-1', 'NaN', '__proto__', '1e3']) {
    assert.equal(keys.find(kid, NOW), undefined, kid);
  }
});
