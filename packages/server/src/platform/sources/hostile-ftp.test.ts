import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { assertFails } from './file-source-contract.ts';
import { flood, type HostileScript, startHostileFtp } from './hostile-ftp.ts';
import { type OpenSourceOptions, openSource } from './open-source.ts';

const NAME = '2022_01_01_09_ActualTotalLoad6.1.A.csv';
const CONTENT = Buffer.from('0123456789'.repeat(100_000));
const FILES = { [NAME]: CONTENT };
const never = new AbortController().signal;
const file = { name: NAME, size: CONTENT.length, modifiedAt: new Date(0) };

async function setUp(t: TestContext, script: HostileScript, options: OpenSourceOptions = {}) {
  const server = await startHostileFtp(script);
  const local = await mkdtemp(join(tmpdir(), 'wattlet-hostile-'));
  t.after(async () => {
    await server.close();
    await rm(local, { recursive: true });
  });
  return { server, local, source: openSource(server.url, options) };
}

test('a server that hangs up in the middle of a file leaves a part that the next fetch completes', async (t) => {
  const { server, source, local } = await setUp(t, {
    files: FILES,
    transfer({ content, start, data, done, hangUp }, nth) {
      if (nth === 1) data.write(content.subarray(0, 400_000), hangUp);
      else data.end(content.subarray(start), done);
    },
  });
  await assertFails(source.fetch(file, local, never), 'incomplete', NAME);
  const { length: received } = await readFile(join(local, `${NAME}.part`));
  const path = await source.fetch(file, local, never);
  assert.ok((await readFile(path)).equals(CONTENT));
  assert.deepEqual(await readdir(local), [NAME]);
  assert.equal(server.commands.includes(`REST ${received}`), received > 0);
});

test('a server that says it is done before the end of a file gives no file', async (t) => {
  const { source, local } = await setUp(t, {
    files: FILES,
    transfer: ({ content, data, done }) => void data.end(content.subarray(0, 1000), done),
  });
  await assertFails(source.fetch(file, local, never), 'incomplete', `Only 1000 of ${CONTENT.length} bytes`);
  assert.ok(!(await readdir(local)).includes(NAME));
});

test('a server that sends more than its SIZE gives no file and leaves no part', async (t) => {
  const { source, local } = await setUp(t, { files: FILES, size: () => '1000' });
  await assertFails(source.fetch(file, local, never), 'changed', `more than the 1000 bytes that ${NAME}`);
  assert.deepEqual(await readdir(local), []);
});

test('a server that never stops sending a file is cut off', async (t) => {
  const { server, source, local } = await setUp(t, {
    files: FILES,
    transfer: ({ data }) => flood(data, 'more'),
  });
  await assertFails(source.fetch(file, local, never), 'changed', NAME);
  await server.deserted();
  assert.deepEqual(await readdir(local), []);
});

test('a file whose time moves while it is fetched is dropped', async (t) => {
  const { source, local } = await setUp(t, {
    files: FILES,
    modified: (_name, nth) => (nth === 1 ? '20220101090000' : '20220101090001'),
  });
  await assertFails(source.fetch(file, local, never), 'changed', NAME);
  assert.deepEqual(await readdir(local), []);
});

test('an interrupted fetch is not resumed when the time at the source has moved since', async (t) => {
  const { server, source, local } = await setUp(t, {
    files: FILES,
    modified: (_name, nth) => (nth === 1 ? '20220101090000' : '20220101100000'),
    transfer({ content, start, data, done, hangUp }, nth) {
      if (nth === 1) data.write(content.subarray(0, 400_000), hangUp);
      else data.end(content.subarray(start), done);
    },
  });
  await assertFails(source.fetch(file, local, never), 'incomplete');
  assert.ok((await readFile(await source.fetch(file, local, never))).equals(CONTENT));
  assert.ok(!server.commands.some((command) => command.startsWith('REST')), server.commands.join());
});

test('an absurd SIZE is refused before a byte is fetched', async (t) => {
  const { server, source, local } = await setUp(t, { files: FILES, size: () => '99999999999' });
  await assertFails(source.fetch(file, local, never), 'too-large', '99999999999');
  assert.ok(!server.commands.some((command) => command.startsWith('RETR')));
});

for (const [what, script] of Object.entries<HostileScript>({
  'a SIZE that is no number': { size: () => 'huge' },
  'a negative SIZE': { size: () => '-1' },
  'an MDTM that is no time': { modified: () => 'yesterday' },
  'an endless reply of one open block': {
    replies: { SIZE: (control) => flood(control, '213-and more\r\n') },
  },
})) {
  test(`${what} is reported as not FTP`, async (t) => {
    const { source, local } = await setUp(t, { files: FILES, ...script });
    await assertFails(source.fetch(file, local, never), 'protocol', NAME);
    assert.deepEqual(await readdir(local), []);
  });
}

for (const [what, reply, reason] of [
  ['to another host', '227 Passive (10,0,0,1,4,1)', 'protocol'],
  ['to a closed port', '227 Passive (127,0,0,1,0,1)', 'unreachable'],
] as const) {
  test(`a data connection ${what} is refused`, async (t) => {
    const { source } = await setUp(t, {
      replies: {
        EPSV: (control) => void control.write('500 No\r\n'),
        PASV: (control) => void control.write(`${reply}\r\n`),
      },
    });
    await assertFails(source.list(never), reason);
  });
}

test('an endless stream of text that is no reply ends at the deadline', async (t) => {
  const { server, source, local } = await setUp(
    t,
    { files: FILES, replies: { SIZE: (control) => flood(control, 'la la la\r\n') } },
    { limits: { fetchTimeoutMs: 300 } },
  );
  await assertFails(source.fetch(file, local, never), 'timeout', '300 ms');
  await server.deserted();
});

test('an endless listing is refused', async (t) => {
  const { server, source } = await setUp(t, { listing: 'endless' }, { limits: { maxListingBytes: 100_000 } });
  await assertFails(source.list(never), 'listing-too-large', server.url);
  await server.deserted();
});

test('a listing that ends with the connection is not taken for whole', async (t) => {
  const { source } = await setUp(t, { replies: { MLSD: (control) => void control.destroy() } });
  await assertFails(source.list(never), 'incomplete');
});

for (const verb of ['USER', 'SIZE', 'MLSD', 'EPSV']) {
  test(`a server that says nothing to ${verb} is given up`, async (t) => {
    const { server, source, local } = await setUp(
      t,
      { files: FILES, replies: { [verb]: () => {} } },
      { limits: { idleTimeoutMs: 200 } },
    );
    await assertFails(
      verb === 'MLSD' ? source.list(never) : source.fetch(file, local, never),
      'timeout',
      'silent',
    );
    await server.deserted();
  });
}

test('a server that stalls in the middle of a file is given up, and the part is kept', async (t) => {
  const { source, local } = await setUp(
    t,
    { files: FILES, transfer: ({ content, data }) => void data.write(content.subarray(0, 1000)) },
    { limits: { idleTimeoutMs: 200 } },
  );
  await assertFails(source.fetch(file, local, never), 'timeout', NAME);
  assert.deepEqual((await readdir(local)).toSorted(), [`${NAME}.part`, `${NAME}.part.json`]);
  assert.equal((await readFile(join(local, `${NAME}.part`))).length, 1000);
});

test('a server that drips bytes for ever is given up at the deadline', async (t) => {
  const timers: NodeJS.Timeout[] = [];
  t.after(() => timers.forEach(clearInterval));
  const { server, source, local } = await setUp(
    t,
    {
      files: FILES,
      transfer: ({ data }) => void timers.push(setInterval(() => data.writable && data.write('x'), 10)),
    },
    { limits: { idleTimeoutMs: 200, fetchTimeoutMs: 600 } },
  );
  await assertFails(source.fetch(file, local, never), 'timeout', '600 ms');
  await server.deserted();
});

for (const verb of ['USER', 'SIZE', 'EPSV', 'RETR']) {
  test(`an abort while the server is silent on ${verb} cuts the connection`, async (t) => {
    const { server, source, local } = await setUp(t, { files: FILES, replies: { [verb]: () => {} } });
    const controller = new AbortController();
    const fetching = source.fetch(file, local, controller.signal);
    const reason = new Error('shutting down');
    await Promise.all([
      assert.rejects(fetching, reason),
      server.received(verb).then(() => controller.abort(reason)),
    ]);
    await server.deserted();
  });
}

test('names that lead out of the folder are ignored and reported, the rest is listed', async (t) => {
  const line = (name: string) => `type=file;size=7;modify=20220101090000; ${name}\r\n`;
  const unsafe = [`../${NAME}`, `/etc/${NAME}`, `..\\${NAME}`, `${NAME}\0`, `a/../${NAME}`];
  const warnings: string[] = [];
  const { source } = await setUp(
    t,
    { listing: [...unsafe, NAME, 'readme.txt'].map(line).join('') },
    { warn: (message) => warnings.push(message) },
  );
  assert.deepEqual(await source.list(never), [
    { name: NAME, size: 7, modifiedAt: new Date('2022-01-01T09:00:00Z') },
  ]);
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? '', /^Ignored 5 unsafe file names/);
});

test('a listing that repeats a name gives it once', async (t) => {
  const line = `type=file;size=7;modify=20220101090000; ${NAME}\r\n`;
  const { source } = await setUp(t, { listing: line + line });
  assert.equal((await source.list(never)).length, 1);
});

test('a server that sends the password back does not get it into the error', async (t) => {
  const password = 'correct horse';
  const { source } = await setUp(
    t,
    { replies: { PASS: (control, argument) => void control.write(`530 No, ${argument} is wrong\r\n`) } },
    { password },
  );
  await assert.rejects(source.list(never), (error: Error) => {
    assert.match(error.message, /530/);
    assert.ok(!JSON.stringify([error.stack, error.cause]).includes(password));
    return true;
  });
});
