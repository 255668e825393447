import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { DirectorySource } from './directory-source.ts';
import { assertFails } from './file-source-contract.ts';
import { startHostileFtp } from './hostile-ftp.ts';
import { openSource } from './open-source.ts';
import { redactUrl } from './redact-url.ts';

const signal = new AbortController().signal;

test('a path and a file: address open a directory', () => {
  for (const address of ['/data/exports', 'exports', './exports', 'file:///data/exports']) {
    assert.ok(openSource(address) instanceof DirectorySource, address);
  }
});

test('the folder of an FTP address is relative to where the user starts, or absolute after a second slash', async (t) => {
  const server = await startHostileFtp({});
  t.after(() => server.close());
  for (const [path, command] of [
    ['', undefined],
    ['exports/2022', 'CWD exports/2022'],
    ['/srv/exports', 'CWD /srv/exports'],
    ['with%20space', 'CWD with space'],
  ] as const) {
    server.commands.length = 0;
    await openSource(server.url + path).list(signal);
    assert.equal(
      server.commands.find((each) => each.startsWith('CWD')),
      command,
    );
  }
});

test('the password that is given apart goes before the one in the address', async (t) => {
  const server = await startHostileFtp({});
  t.after(() => server.close());
  await openSource(server.url.replace('reader@', 'reader:in-address@'), { password: 'apart' }).list(signal);
  assert.ok(server.commands.includes('PASS apart'));
});

for (const [address, why] of [
  ['', 'empty'],
  ['/data\0', 'NUL'],
  ['http://host/data', 'it must be a path'],
  ['sftp://host/data', 'it must be a path'],
  ['file://host/data', 'file:///path'],
  ['ftp://', 'it must be a path'],
  ['ftps:///data', 'the host is missing'],
  ['ftp://user@host/a?b', '%3F'],
  ['ftp://user@host/a%0d%0aDELE%20x', 'line break'],
  ['ftp://us%0aer@host/', 'line break'],
  ['ftp://user@host/100%', '%25'],
] as const) {
  test(`the address ${JSON.stringify(address)} is refused and says why`, async () => {
    await assertFails((async () => openSource(address))(), 'bad-url', why);
  });
}

test('a limit that is not a positive whole number is refused by name', () => {
  assert.throws(() => openSource('/data', { limits: { maxFileBytes: 0 } }), /maxFileBytes must be .* not 0/);
  assert.throws(() => openSource('/data', { limits: { idleTimeoutMs: 1.5 } }), RangeError);
});

test('a password is never shown, however the address is broken', () => {
  assert.equal(redactUrl('ftp://user:secret@host:2121/path'), 'ftp://user:***@host:2121/path');
  assert.equal(redactUrl('/data/exports'), '/data/exports');
  for (const address of [
    'ftps://user:secret@host/',
    'ftp://user:12#secret@host/',
    'ftp://user:12?secret@host/',
    'ftp://user:secret@[host/',
    'ftp://user:se/cret@host/',
  ]) {
    assert.doesNotMatch(redactUrl(address), /secret|cret/, address);
  }
});

test('printing a source does not show its password', () => {
  assert.doesNotMatch(
    inspect(openSource('ftp://user:secret@host/', { password: 'hidden' }), { depth: 9 }),
    /secret|hidden/,
  );
});
