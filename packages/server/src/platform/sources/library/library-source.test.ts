import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { assertFails } from '../file-source-contract.ts';
import { type OpenSourceOptions, openSource } from '../open-source.ts';
import { TEST_AUTHORITY_FILE } from '../test-certificates.ts';
import { type LibraryScript, MODIFIED_AT, startTestLibrary, TEST_USER } from './test-library.ts';
import { type ZipPart, zipOf } from './zip-of.testing.ts';

const NAME = '2025_11_ActualTotalLoad_6.1.A_r3.csv';
const CONTENT = Buffer.from(
  Array.from({ length: 40_000 }, (_, index) => `2025-11-01\tPT15M\t${index}\n`).join(''),
);
const FILES = { [NAME]: CONTENT };
const FILE = { name: NAME, size: CONTENT.length, modifiedAt: MODIFIED_AT };
const never = new AbortController().signal;

async function setUp(
  t: TestContext,
  script: LibraryScript = { files: FILES },
  options: OpenSourceOptions = {},
) {
  const library = await startTestLibrary(script);
  const local = await mkdtemp(join(tmpdir(), 'wattlet-library-'));
  t.after(async () => {
    await library.close();
    await rm(local, { recursive: true });
  });
  const clock = { now: Date.UTC(2025, 11, 5, 12) };
  const source = openSource(library.url, {
    password: TEST_USER.password,
    caFile: TEST_AUTHORITY_FILE,
    now: () => clock.now,
    ...options,
  });
  return { library, local, clock, source };
}

/** Answers downloads with this. */
const downloads = (body: Buffer): LibraryScript => ({
  files: FILES,
  answer: (path, response) => path === 'downloadFileContent' && Boolean(response.writeHead(200).end(body)),
});

test('the files of all three folders are listed, and nothing else', async (t) => {
  const warnings: string[] = [];
  const flows = '2025_11_PhysicalFlows_12.1.G_r3.csv';
  const generation = '2025_11_AggregatedGenerationPerType_16.1.B_C_r3.csv';
  const files = {
    ...FILES,
    [flows]: Buffer.from('x'),
    [generation]: Buffer.from('xy'),
    'Export_log_r3.csv': CONTENT,
    '../../etc/passwd': CONTENT,
  };
  const { source, library } = await setUp(t, { files }, { warn: (message) => warnings.push(message) });
  const listed = await source.list(never);
  assert.deepEqual(
    listed.toSorted((one, other) => one.size - other.size),
    [
      { name: flows, size: 1, modifiedAt: MODIFIED_AT },
      { name: generation, size: 2, modifiedAt: MODIFIED_AT },
      FILE,
    ],
  );
  assert.deepEqual(library.asked, [
    'token',
    'listFolder /TP_export/ActualTotalLoad_6.1.A_r3/ 0',
    'listFolder /TP_export/AggregatedGenerationPerType_16.1.B_C_r3/ 0',
    'listFolder /TP_export/PhysicalFlows_12.1.G_r3/ 0',
  ]);
  assert.match(warnings.join(), /unsafe file names.*passwd/);
  assert.doesNotMatch(warnings.join(), /hunter/);
});

test('a file is fetched whole, and its archive is gone', async (t) => {
  const { source, local } = await setUp(t);
  const [file] = await source.list(never);
  assert.ok(file);
  const path = await source.fetch(file, local, never);
  assert.equal(path, join(local, NAME));
  assert.ok((await readFile(path)).equals(CONTENT));
  assert.deepEqual(await readdir(local), [NAME]);
});

test('readers share a listing, and it is asked for again once it may have changed', async (t) => {
  const { source, library, clock } = await setUp(t);
  const lists = () => library.asked.filter((each) => each.startsWith('listFolder')).length;
  await Promise.all([source.list(never), source.list(never), source.list(never)]);
  assert.equal(lists(), 3);
  clock.now += 299_000;
  await source.list(never);
  assert.equal(lists(), 3);
  clock.now += 2_000;
  await source.list(never);
  assert.equal(lists(), 6);
});

test('a listing and a token of before the clock was set back by an hour are asked for anew', async (t) => {
  const { source, library, clock } = await setUp(t);
  await source.list(never);
  const { length } = library.asked;
  clock.now -= 3_600_000;
  assert.deepEqual(await source.list(never), [FILE]);
  assert.deepEqual(library.asked.slice(length), library.asked.slice(0, length));
  assert.equal(library.asked[length], 'token');
});

test('who stops waiting for a listing leaves it to the others', async (t) => {
  const stop = new AbortController();
  const reason = new Error('shutting down');
  const { source } = await setUp(t, {
    files: FILES,
    answer(path, _response, nth) {
      if (path !== 'listFolder' || nth > 1) return false;
      stop.abort(reason);
      return true;
    },
  });
  const one = source.list(stop.signal);
  const other = source.list(never);
  await assert.rejects(one, reason);
  assert.deepEqual(await other, [FILE]);
});

test('a long folder comes page by page, up to the limit', async (t) => {
  const files = Object.fromEntries(
    Array.from({ length: 1_001 }, (_, index) => [
      `${1000 + Math.floor(index / 12)}_${String((index % 12) + 1).padStart(2, '0')}_ActualTotalLoad_6.1.A_r3.csv`,
      Buffer.alloc(0),
    ]),
  );
  const { source, library } = await setUp(t, { files });
  assert.equal((await source.list(never)).length, 1_001);
  assert.ok(library.asked.includes('listFolder /TP_export/ActualTotalLoad_6.1.A_r3/ 1'));
  const { source: small } = await setUp(t, { files }, { limits: { maxEntries: 1_000 } });
  await assertFails(small.list(never), 'listing-too-large', '1000');
});

test('a token is used until shortly before its end, and renewed once where it is not taken', async (t) => {
  const { source, library, local, clock } = await setUp(t);
  const tokens = () => library.asked.filter((each) => each === 'token').length;
  await source.list(never);
  clock.now += 830_000;
  await source.fetch(FILE, local, never);
  assert.equal(tokens(), 1);
  clock.now += 20_000;
  await source.fetch(FILE, local, never);
  assert.equal(tokens(), 2);
  library.tokens.clear();
  await source.fetch(FILE, local, never);
  assert.equal(tokens(), 3);
});

test('a library that takes no token at all refuses, after two tries', async (t) => {
  const { source, library } = await setUp(t, {
    answer: (path, response) => path !== 'token' && Boolean(response.writeHead(401).end()),
  });
  await assertFails(source.list(never), 'refused', '183 days');
  assert.equal(library.asked.filter((each) => each.startsWith('listFolder')).length, 2);
});

test('a wrong password is told, without it and without the words of the server', async (t) => {
  const { source } = await setUp(t, {}, { password: 'guess' });
  await assert.rejects(source.list(never), (error) => {
    assert.match(String(error), /Signing in at entsoe:.* failed: the server answered 401/);
    assert.doesNotMatch(String(error), /guess|invalid_grant/);
    return true;
  });
});

test('too many requests: nothing is asked until the library allows it', async (t) => {
  let banned = true;
  const { source, library, clock } = await setUp(t, {
    files: FILES,
    answer: (path, response) =>
      banned && path === 'listFolder' && Boolean(response.writeHead(429, { 'retry-after': '120' }).end()),
  });
  await assertFails(source.list(never), 'busy', '2025-12-05T12:02:00.000Z');
  banned = false;
  const { length } = library.asked;
  clock.now += 119_000;
  await assertFails(source.list(never), 'busy');
  assert.equal(library.asked.length, length);
  clock.now += 1_000;
  assert.deepEqual(await source.list(never), [FILE]);
});

test('too many requests without a word of how long: ten minutes', async (t) => {
  const { source } = await setUp(t, {
    answer: (path, response) => path === 'listFolder' && Boolean(response.writeHead(429).end()),
  });
  await assertFails(source.list(never), 'busy', '2025-12-05T12:10:00.000Z');
});

const other = { name: '2025_10_ActualTotalLoad_6.1.A_r3.csv', content: CONTENT };
const whole: ZipPart = { name: NAME, content: CONTENT };
const hostile: Readonly<Record<string, readonly [Buffer, Parameters<typeof assertFails>[1], string]>> = {
  'no archive at all': [CONTENT, 'incomplete', NAME],
  'an archive that is cut': [zipOf(whole).subarray(0, -40), 'incomplete', NAME],
  'an empty archive': [zipOf(), 'protocol', '0 files'],
  'two files': [zipOf(whole, other), 'protocol', '2 files'],
  'a file of another name': [zipOf(other), 'protocol', 'another name'],
  'a path that leads out': [zipOf({ ...whole, name: `../../${NAME}` }), 'protocol', NAME],
  'a path of Windows': [zipOf({ ...whole, name: `..\\${NAME}` }), 'protocol', NAME],
  'an absolute path': [zipOf({ ...whole, name: `/tmp/${NAME}` }), 'protocol', NAME],
  'a folder': [zipOf({ name: `${NAME}/`, content: Buffer.alloc(0) }), 'protocol', 'another name'],
  'a file that is encrypted': [zipOf({ ...whole, flags: 1 }), 'protocol', 'encrypted'],
  'a way to pack that nobody knows': [zipOf({ ...whole, method: 99 }), 'protocol', 'not known'],
  'a wrong sum': [zipOf({ ...whole, sum: 1 }), 'changed', 'damaged'],
  'a size that is too small': [zipOf({ ...whole, size: 1_000 }), 'changed', ''],
  'a size that is too large': [zipOf({ ...whole, size: CONTENT.length + 1 }), 'changed', ''],
  'a bomb': [zipOf({ ...whole, content: Buffer.alloc(50_000_000) }), 'too-large', '250 times'],
};
for (const [what, [body, reason, names]] of Object.entries(hostile)) {
  test(`${what} gives no file and leaves nothing behind`, async (t) => {
    const { source, local } = await setUp(t, downloads(body));
    await source.list(never);
    await assertFails(source.fetch(FILE, local, never), reason, names);
    const left = (await readdir(local)).filter(
      (name) => !name.endsWith('.part') && !name.endsWith('.part.json'),
    );
    assert.deepEqual(left, []);
    assert.ok(!(await readdir(local)).some((name) => name.includes('.zip')));
  });
}

test('an archive, or a file in it, over the limit is not taken', async (t) => {
  const { source, local } = await setUp(
    t,
    { files: FILES },
    { limits: { maxFileBytes: CONTENT.length - 1 } },
  );
  await source.list(never);
  await assertFails(source.fetch(FILE, local, never), 'too-large', NAME);
  const stored = zipOf({ name: NAME, content: CONTENT, method: 0 });
  const small = await setUp(t, downloads(stored), { limits: { maxFileBytes: 1_000 } });
  await small.source.list(never);
  await assertFails(small.source.fetch(FILE, small.local, never), 'too-large', 'the archive');
  assert.deepEqual(await readdir(small.local), []);
});

test('a download that breaks off, or goes silent, gives no file, and the next one does', async (t) => {
  const archive = zipOf({ name: NAME, content: CONTENT });
  const { source, local } = await setUp(
    t,
    {
      files: FILES,
      answer(path, response, nth) {
        if (path !== 'downloadFileContent' || nth > 2) return false;
        response.writeHead(200, { 'content-length': archive.length });
        response.write(archive.subarray(0, 1_000), () => nth === 1 && response.destroy());
        return true;
      },
    },
    { limits: { idleTimeoutMs: 1_000 } },
  );
  await source.list(never);
  await assertFails(source.fetch(FILE, local, never), 'unreachable');
  await assertFails(source.fetch(FILE, local, never), 'timeout', 'silent');
  assert.ok((await readFile(await source.fetch(FILE, local, never))).equals(CONTENT));
});

test('a library that trickles is given up at the deadline', async (t) => {
  const { source, local } = await setUp(
    t,
    {
      files: FILES,
      answer(path, response) {
        if (path !== 'downloadFileContent') return false;
        const timer = setInterval(() => response.write('.'), 20);
        response.on('close', () => clearInterval(timer));
        return true;
      },
    },
    { limits: { fetchTimeoutMs: 500 } },
  );
  await source.list(never);
  await assertFails(source.fetch(FILE, local, never), 'timeout', '500 ms');
});

for (const [what, body] of Object.entries({
  'no JSON': '<html>',
  'another shape': '{"items":[]}',
  null: 'null',
  'items that are none': '{"contentItemList":"many"}',
})) {
  test(`a listing of ${what} is reported as no library`, async (t) => {
    const { source } = await setUp(t, {
      answer: (path, response) => path === 'listFolder' && Boolean(response.writeHead(200).end(body)),
    });
    await assertFails(source.list(never), 'protocol');
  });
}

test('items that cannot be understood are passed over', async (t) => {
  const contentItemList = [null, 7, {}, { name: NAME }, { name: NAME, lastUpdatedTimestamp: 'yesterday' }];
  const { source } = await setUp(t, {
    answer: (path, response) =>
      path === 'listFolder' && Boolean(response.writeHead(200).end(JSON.stringify({ contentItemList }))),
  });
  assert.deepEqual(await source.list(never), []);
});

test('an endless listing is refused, and so is an endless token', async (t) => {
  for (const endless of ['listFolder', 'token']) {
    const { source } = await setUp(
      t,
      {
        answer(path, response) {
          if (path !== endless) return false;
          const more = () => {
            while (response.write('x'.repeat(65_536)));
          };
          response.writeHead(200).on('drain', more);
          more();
          return true;
        },
      },
      { limits: { maxListingBytes: 200_000 } },
    );
    await assertFails(source.list(never), 'listing-too-large');
  }
});

test('a certificate of nobody we trust is refused', async (t) => {
  const { source } = await setUp(t, {}, { caFile: undefined });
  await assertFails(source.list(never), 'tls', 'SOURCE_CA_FILE');
});

test('a file that was not listed, or that is no export, is not asked for', async (t) => {
  const { source, local, library } = await setUp(t);
  await assertFails(source.fetch(FILE, local, never), 'missing', NAME);
  await assertFails(source.fetch({ ...FILE, name: '../passwd' }, local, never), 'bad-name');
  assert.deepEqual(library.asked, []);
});

test('an address that cannot be used is refused before anything is contacted, without its password', () => {
  const bad = [
    'entsoe://fms.tp.entsoe.eu',
    'entsoe://reader:hunter2@',
    'entsoe://reader:hunter2@host/a/b',
    'entsoe://reader:hunter2@host?folders=../x',
    'entsoe://reader:hunter2@host?requests-per-minute=101',
    'entsoe://reader:hunter2@host?token-url=http://host/token',
    'entsoe://reader:hunter2@host?what=ever',
    'entsoe://reader:hunter2@host#part',
  ];
  for (const address of bad)
    assert.throws(
      () => openSource(address),
      (error) => error instanceof Error && /SOURCE_URL/.test(error.message) && !/hunter2/.test(error.message),
      address,
    );
  assert.throws(() => openSource('entsoe://reader@host'), /SOURCE_PASSWORD/);
});
