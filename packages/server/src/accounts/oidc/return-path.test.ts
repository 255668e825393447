import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { returnPath } from './return-path.ts';

test('a path of this server is kept with its query and fragment', () => {
  for (const path of [
    '/',
    '/meters',
    '/meters/7?tab=1&x=%2F%2Fa#top',
    '/a/b/../c',
    '/@evil.example',
    '/χάρτης',
  ])
    assert.equal(
      new URL(returnPath(path), 'https://here.example').href,
      new URL(path, 'https://here.example').href,
    );
});

test('whatever could lead to another server leads to the first page', () => {
  for (const given of [
    undefined,
    null,
    ['/a'],
    '',
    'meters',
    'https://evil.example/',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\/evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/a\r\nset-cookie: x',
    '/.//evil.example',
    '/a/..//evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    ' /a',
    `/${'a'.repeat(2000)}`,
  ]) {
    assert.equal(returnPath(given), '/', String(given));
  }
});

test('no text leads a browser away', () => {
  const text = fc.string({
    unit: fc.constantFrom('/', '\\', '.', ':', '@', '\t', '\n', 'a', '%', '?', '#'),
    maxLength: 12,
  });
  fc.assert(
    fc.property(text, (given) => {
      assert.equal(new URL(returnPath(given), 'https://here.example').origin, 'https://here.example');
    }),
  );
});
