import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSubject, plainName } from './plain-text.ts';

test('ids of customers are texts of up to 200 characters that can be stored and told apart', () => {
  for (const text of ['7', 'κ-7', 'a b', '⚡'.repeat(200), "'; drop table site --"])
    assert.equal(isSubject(text), true, text);
  for (const text of ['', 'x'.repeat(201), 'a\0', 'a\n', '\u0085', '\ud800'])
    assert.equal(isSubject(text), false, text);
});

test('a name loses what cannot be shown, and its end if it is too long', () => {
  assert.equal(plainName(' Ada\0 Love\nlace\t'), 'Ada Lovelace');
  assert.equal(plainName('\0\n '), '');
  assert.equal(plainName('⚡🔌'.repeat(60)), '⚡🔌'.repeat(50));
  assert.equal(plainName('a\ud800b'), 'a\ufffdb');
});
