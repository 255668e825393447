import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { splitLinks } from './split-links.ts';

const links = (text: string) => splitLinks(text).flatMap(({ text: shown, href }) => (href ? [shown] : []));

test('links are found without the sentence around them', () => {
  for (const [text, ...found] of [
    ['See https://energy.example/a?b=c#d, please.', 'https://energy.example/a?b=c#d'],
    ['(https://en.example/wiki/Watt_(unit))', 'https://en.example/wiki/Watt_(unit)'],
    ['«https://ενέργεια.example/λογαριασμός»', 'https://ενέργεια.example/λογαριασμός'],
    ['http://a.example\nHTTPS://B.example!', 'http://a.example', 'HTTPS://B.example'],
    ['no link: energy.example, ftp://a.example, mailto:me@a.example'],
  ] as const) {
    assert.deepEqual(links(text), found);
  }
});

test('what could run something, or is made to be misread, is no link', () => {
  for (const text of [
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'https://bank.example@evil.example/',
    'https://user:password@evil.example/',
    'https://',
  ]) {
    assert.deepEqual(links(text), []);
  }
});

test('what ends a sentence is left out, however much of it there is and whatever it is mixed with', () => {
  const address = 'https://energy.example/a_(b)';
  fc.assert(
    fc.property(fc.array(fc.constantFrom(')', ']', '.', ',', '…', '!'), { maxLength: 4_000 }), (end) => {
      assert.deepEqual(links(`${address}${end.join('')}`), [address]);
    }),
  );
});

test('no character of a text is lost, whatever it is, and addresses begin with http', () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.webUrl(),
    fc.constantFrom('https://', '(', ')', '.', ' ', '@', '[', ']'),
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const text = parts.join('');
      const pieces = splitLinks(text);
      assert.equal(pieces.map((piece) => piece.text).join(''), text);
      for (const { href = 'https://' } of pieces) assert.match(href, /^https?:\/\//);
    }),
  );
});
