import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isAllowedOrigin, isLoopbackHost, OriginError, parseOrigin, parseOrigins } from './origins.ts';

test('an origin is kept as browsers send it', () => {
  const cases = {
    'https://portal.example': 'https://portal.example',
    'HTTPS://Portal.Example:443/': 'https://portal.example',
    'https://portal.example:8443': 'https://portal.example:8443',
    'https://bücher.example': 'https://xn--bcher-kva.example',
    'https://[2001:DB8::1]': 'https://[2001:db8::1]',
    'http://localhost:5173': 'http://localhost:5173',
    'http://127.0.0.1:80': 'http://127.0.0.1',
    'http://[::1]:3000': 'http://[::1]:3000',
    'http://demo.localhost': 'http://demo.localhost',
  };
  for (const [text, origin] of Object.entries(cases)) assert.equal(parseOrigin(text), origin);
});

test('what is not an origin is refused by name and reason', () => {
  const cases: [string, RegExp][] = [
    ['https://*.portal.example', /wildcard/],
    ['*', /wildcard/],
    ['http://portal.example', /https/],
    ['http://localhost.portal.example', /https/],
    ['http://127.0.0.1.portal.example', /https/],
    ['https://portal.example/path', /path/],
    ['https://portal.example?', /path/],
    ['https://portal.example/#', /path/],
    ['https://portal.example\\x', /path/],
    ['https://user@portal.example', /user name/],
    ['portal.example', /not an origin/],
    ['null', /not an origin/],
    ['', /not an origin/],
    ['https://', /not an origin/],
    ['https:portal.example', /not an origin/],
    ['chrome-extension://abc', /not an origin/],
    [' https://portal.example', /not an origin/],
  ];
  for (const [text, reason] of cases) {
    const named = (error: unknown) =>
      error instanceof OriginError &&
      reason.test(error.message) &&
      error.message.includes(JSON.stringify(text));
    assert.throws(() => parseOrigin(text), named, text);
  }
});

test('two spellings of one origin are one entry', () => {
  assert.deepEqual(parseOrigins(['https://a.example', 'https://A.example:443', 'https://b.example']), [
    'https://a.example',
    'https://b.example',
  ]);
});

test('parsing what was parsed changes nothing', () => {
  fc.assert(
    fc.property(fc.webUrl({ validSchemes: ['https'] }), (url) => {
      const origin = parseOrigin(new URL(url).origin);
      assert.equal(parseOrigin(origin), origin);
    }),
  );
});

test('only the very origin is allowed, and requests without one', () => {
  const allowed = ['https://portal.example'];
  assert.equal(isAllowedOrigin('https://portal.example', allowed), true);
  assert.equal(isAllowedOrigin(undefined, allowed), true);
  for (const other of [
    'https://portal.example:444',
    'http://portal.example',
    'https://a.portal.example',
    'https://portal.example.evil.example',
    'https://portal.exampl',
    'null',
    '',
  ]) {
    assert.equal(isAllowedOrigin(other, allowed), false, other);
  }
});

test('this machine is known by every spelling of its address', () => {
  for (const host of ['localhost', 'a.localhost', '127.0.0.1', '127.8.9.10', '[::1]']) {
    assert.equal(isLoopbackHost(host), true, host);
  }
  for (const host of ['localhost.example', '10.0.0.1', '[::2]', '128.0.0.1', 'example']) {
    assert.equal(isLoopbackHost(host), false, host);
  }
});
