import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { assertFails, fileSourceContract } from './file-source-contract.ts';
import { type FolderFtpServerOptions, startFolderFtpServer } from './folder-ftp-server.ts';
import { type OpenSourceOptions, openSource } from './open-source.ts';
import { TEST_AUTHORITY_FILE, TEST_OTHER_HOST_TLS, TEST_SERVER_TLS } from './test-certificates.ts';

const NAME = '2022_01_01_09_ActualTotalLoad6.1.A.csv';
const signal = new AbortController().signal;
const account = { user: 'reader', password: 'p@ss/word' };
const file = { name: NAME, size: 0, modifiedAt: new Date(0) };

const kinds = {
  'an FTP server': {},
  'an FTPS server': { tls: TEST_SERVER_TLS },
  'an FTPS server with implicit TLS': { tls: { ...TEST_SERVER_TLS, implicit: true } },
};

for (const [name, kind] of Object.entries(kinds)) {
  fileSourceContract(name, async (folder, limits) => {
    // A folder that does not exist is asked for in the address; the server itself needs one that does.
    const server = await startFolderFtpServer({ ...account, ...kind, folder: tmpdir() });
    const inside = folder.slice(tmpdir().length);
    const source = openSource(server.url.replace(/\/$/, inside), {
      password: account.password,
      caFile: TEST_AUTHORITY_FILE,
      limits,
    });
    return { source, close: () => server.close() };
  });
}

/** A server over a folder with one file, a source on it, and a folder to download to. */
async function setUp(
  t: TestContext,
  server: Partial<FolderFtpServerOptions>,
  options: OpenSourceOptions = {},
) {
  const root = await mkdtemp(join(tmpdir(), 'wattlet-ftp-'));
  const [folder, local] = [await mkdtemp(join(root, 'remote-')), await mkdtemp(join(root, 'local-'))];
  const content = Buffer.from('DateTime\tResolutionCode\n'.repeat(100_000));
  await writeFile(join(folder, NAME), content);
  const commands: string[] = [];
  const onCommand = (command: string) => commands.push(command);
  const ftp = await startFolderFtpServer({ ...account, ...server, folder, onCommand });
  t.after(async () => {
    await ftp.close();
    await rm(root, { recursive: true });
  });
  const source = openSource(ftp.url, { password: account.password, ...options });
  return { url: ftp.url, source, folder, local, content, commands };
}

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

test('a fetch that was cut is resumed by REST and ends with the same SHA-256', async (t) => {
  const cutAt = 1_000_000;
  let fetches = 0;
  async function* cut(content: Readable) {
    let sent = 0;
    for await (const chunk of content) {
      yield chunk;
      sent += chunk.length;
      if (sent >= cutAt) throw new Error('cut');
    }
  }
  const through = (content: Readable) => (++fetches === 1 ? Readable.from(cut(content)) : content);
  const { source, local, content, commands } = await setUp(t, { through });

  await assertFails(source.fetch(file, local, signal), 'incomplete', NAME);
  assert.deepEqual((await readdir(local)).toSorted(), [`${NAME}.part`, `${NAME}.part.json`]);
  const { length: received } = await readFile(join(local, `${NAME}.part`));
  assert.ok(received > 0 && received < content.length);

  const path = await source.fetch(file, local, signal);
  assert.equal(sha256(await readFile(path)), sha256(content));
  assert.deepEqual(await readdir(local), [NAME]);
  assert.ok(commands.includes(`REST ${received}`), commands.join());
});

test('a wrong password is refused without telling any password', async (t) => {
  const { source } = await setUp(t, {}, { password: 'a wrong secret' });
  await assert.rejects(source.list(signal), (error: Error) => {
    assert.match(error.message, /Signing in at .* failed: the server answered 530/);
    assert.doesNotMatch(`${error.stack}`, /secret|p@ss/);
    return true;
  });
});

test('a password in the address works and is not shown in errors', async (t) => {
  const { url, commands } = await setUp(t, {});
  const source = openSource(url.replace('reader@', 'reader:p%40ss%2Fword@'));
  assert.equal((await source.list(signal)).length, 1);
  assert.ok(commands.includes('PASS'));
  await assert.rejects(
    source.fetch({ ...file, name: NAME.replace('09', '10') }, tmpdir(), signal),
    (error: Error) => {
      assert.match(error.message, /reader:\*\*\*@127\.0\.0\.1/);
      assert.doesNotMatch(error.message, /p%40ss|p@ss/);
      return true;
    },
  );
});

for (const [name, tls] of [
  ['explicit', TEST_SERVER_TLS],
  ['implicit', { ...TEST_SERVER_TLS, implicit: true }],
] as const) {
  test(`FTPS with ${name} TLS and a certificate of an unknown authority is refused`, async (t) => {
    const { source, commands } = await setUp(t, { tls });
    await assertFails(source.list(signal), 'tls', 'Check that the server offers TLS 1.2');
    assert.ok(!commands.some((command) => command.startsWith('USER')), commands.join());
  });
}

test('FTPS is refused where the certificate is for another host', async (t) => {
  const { source, commands } = await setUp(t, { tls: TEST_OTHER_HOST_TLS }, { caFile: TEST_AUTHORITY_FILE });
  await assertFails(source.list(signal), 'tls', 'ERR_TLS_CERT_ALTNAME_INVALID');
  assert.ok(!commands.some((command) => command.startsWith('USER')), commands.join());
});

test('FTPS at a server that offers no TLS sends no password', async (t) => {
  const { url, commands } = await setUp(t, {});
  const source = openSource(url.replace('ftp:', 'ftps:'), { password: account.password });
  await assertFails(source.list(signal), 'tls', '502');
  assert.ok(!commands.some((command) => /^(USER|PASS)/.test(command)), commands.join());
});

test('a CA file that cannot be read is named', async (t) => {
  const { url } = await setUp(t, { tls: TEST_SERVER_TLS });
  const source = openSource(url, { password: account.password, caFile: '/nowhere/ca.pem' });
  await assertFails(source.list(signal), 'tls', '/nowhere/ca.pem');
});

test('a server that is not there is unreachable', async (t) => {
  const { url } = await setUp(t, {});
  const closed = await startFolderFtpServer({ ...account, folder: tmpdir() });
  await closed.close();
  assert.notEqual(closed.url, url);
  await assertFails(openSource(closed.url).list(signal), 'unreachable', 'ECONNREFUSED');
});

test('without MLSD, a file that has been still for a day is asked for its time only once', async (t) => {
  const { source, commands } = await setUp(t, {}, { now: () => Date.now() + 2 * 86_400_000 });
  const [first] = await source.list(signal);
  const [second] = await source.list(signal);
  assert.deepEqual(second, first);
  assert.equal(commands.filter((command) => command.startsWith('MDTM')).length, 1);
});
