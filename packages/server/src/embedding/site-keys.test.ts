import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { isSameKey, makeSiteKey, siteOfKey } from './site-keys.ts';

test('a key names its site and its kind', () => {
  for (const kind of ['pk', 'sk'] as const) {
    for (let round = 0; round < 50; round++) {
      const siteId = randomUUID();
      const key = makeSiteKey(kind, siteId);
      assert.match(key, new RegExp(`^${kind}_[0-9a-f]{32}_`));
      assert.equal(siteOfKey(kind, key), siteId);
      assert.equal(siteOfKey(kind === 'pk' ? 'sk' : 'pk', key), undefined);
    }
  }
});

test('what has not the form of a key names no site', () => {
  const key = makeSiteKey('sk', randomUUID());
  for (const text of [
    '',
    'sk_',
    key.slice(1),
    key.slice(0, -1),
    `${key}x`,
    key.toUpperCase(),
    ` ${key}`,
    `${key}\n`,
  ]) {
    assert.equal(siteOfKey('sk', text), undefined, text);
  }
});

test('two keys of one site are not the same', () => {
  const siteId = randomUUID();
  const key = makeSiteKey('sk', siteId);
  assert.equal(isSameKey(key, makeSiteKey('sk', siteId)), false);
  assert.equal(isSameKey(key, key), true);
  assert.equal(isSameKey(key, ''), false);
});
