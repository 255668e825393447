import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { refusesWith } from '../embedding/testing/refuses-with.ts';
import { MAX_CHARACTERS, messageText, plainLine, plainText } from './chat-text.ts';

test('controls and direction overrides are taken out, lines and tabs stay', () => {
  assert.equal(plainText('a\u0000b\u001b[31mc\u009fd\u007f'), 'ab[31mcd');
  assert.equal(plainText('pay \u202e001\u202c now \u2066x\u2069'), 'pay 001 now x');
  assert.equal(plainText('one\r\ntwo\rthree\u2028four\tfive'), 'one\ntwo\nthree\nfour\tfive');
  assert.equal(plainText(' \n spaced \n '), 'spaced');
});

test('a text of which nothing can be seen is empty', () => {
  for (const text of ['\u200b', ' \u2060\u200d\n\ufeff', '\u3164', '\u00ad'])
    assert.equal(plainText(text), '');
  assert.equal(plainText('\u200ba'), '\u200ba');
});

test('characters are composed, and emoji and right-to-left text stay what they are', () => {
  assert.equal(plainText('e\u0301'), 'é');
  for (const text of ['👩‍👩‍👧‍👦 🇬🇷', 'שלום עולם', 'Καλημέρα'])
    assert.equal(plainText(text), text.normalize('NFC'));
});

test('cleaning again changes nothing, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const once = plainText(text);
      assert.equal(plainText(once), once);
      assert.ok(once.isWellFormed());
      assert.doesNotMatch(once, /[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/u);
    }),
  );
});

test('length is counted in characters, whatever their bytes, and the limit is named', async () => {
  const longest = '😀'.repeat(MAX_CHARACTERS);
  assert.equal(messageText(longest), longest);
  assert.equal(messageText(`${longest}   `), longest);
  const { rawMessage } = await refusesWith(
    async () => messageText(`${longest}!`),
    'InvalidArgument',
    'TEXT_TOO_LONG',
  );
  assert.equal(rawMessage, 'text: has 4001 characters, 4000 are the most');
});

test('the name of a file is one line that ends with its real extension', () => {
  assert.equal(plainLine('bill\u202Efdp.exe'), 'billfdp.exe');
  assert.equal(plainLine('a\n b\t c.pdf'), 'a b c.pdf');
});
