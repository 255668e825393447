import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { allowOrigins } from './cross-origin.ts';
import { archiveRelease } from './widget-archive.ts';
import { widgetFiles } from './widget-files.ts';

const OLD = '0.9.0-0123abcd';
const RELEASE = {
  name: '1.0.0-5f3a09c1',
  files: [
    { path: 'energy-chart.js', bytes: 30, gzip: 40, brotli: 34, integrity: 'sha384-abc' },
    { path: 'wattlet.js', bytes: 12345, gzip: 50, brotli: 44, integrity: 'sha384-"<&' },
  ],
};

let folder: string;
let archive: string;
let app: FastifyInstance;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'widgets-'));
  await mkdir(join(folder, 'bundle/parts'), { recursive: true });
  await mkdir(join(folder, 'themes'));
  await writeFile(join(folder, 'themes/paper.css'), 'energy-chart {}');
  await writeFile(join(folder, 'bundle/energy-chart.js'), 'import "./parts/core-1a2b.js";');
  await writeFile(
    join(folder, 'bundle/energy-chart.js.br'),
    brotliCompressSync('import "./parts/core-1a2b.js";'),
  );
  await writeFile(join(folder, 'bundle/parts/core-1a2b.js'), 'export {};');
  await writeFile(join(folder, 'bundle/release.json'), JSON.stringify(RELEASE));
  archive = join(folder, 'archive');
  await mkdir(join(archive, OLD), { recursive: true });
  await writeFile(join(archive, OLD, 'energy-chart.js'), 'old');
  app = Fastify();
  await allowOrigins(app, {
    origins: { has: () => assert.fail('asked for a script') },
    limits: { countAddress: () => assert.fail('counted a script') },
  });
  await widgetFiles(app, { folder, archive });
});

after(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

test('a script is for the pages of any origin, and whether that is listed is not asked', async () => {
  const { headers, statusCode } = await app.inject({
    url: '/widgets/energy-chart.js',
    headers: { origin: 'https://any.example' },
  });
  assert.deepEqual([statusCode, headers['access-control-allow-origin']], [200, '*']);
});

test('an entry is asked for again after minutes, and not sent again unless it has changed', async () => {
  const { headers, statusCode } = await app.inject('/widgets/energy-chart.js');
  assert.equal(statusCode, 200);
  assert.match(String(headers['content-type']), /javascript/);
  assert.equal(headers['cache-control'], 'public, max-age=300, stale-while-revalidate=86400');
  const again = await app.inject({
    url: '/widgets/energy-chart.js',
    headers: { 'if-none-match': String(headers.etag) },
  });
  assert.equal(again.statusCode, 304);
});

test('a part, whose name changes with its content, is kept for ever', async () => {
  const { headers } = await app.inject('/widgets/parts/core-1a2b.js');
  assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
});

test('an entry that a browser has kept finds its parts after an update', async () => {
  const bundle = join(folder, 'bundle');
  await writeFile(join(bundle, 'parts/old-9f8e.js'), 'export {};');
  await archiveRelease(archive, { name: RELEASE.name, bundle });
  await rm(join(bundle, 'parts/old-9f8e.js'));
  const { headers, statusCode } = await app.inject('/widgets/parts/old-9f8e.js');
  assert.equal(statusCode, 200);
  assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
});

test('what the build has compressed is sent as it is to whom it is for', async () => {
  const url = '/widgets/energy-chart.js';
  const brotli = await app.inject({ url, headers: { 'accept-encoding': 'gzip, br' } });
  assert.equal(brotli.headers['content-encoding'], 'br');
  assert.match(String(brotli.headers['content-type']), /javascript/);
  assert.match(String(brotli.headers['vary'] ?? ''), /accept-encoding/i);
  const plain = await app.inject({ url, headers: { 'accept-encoding': 'identity' } });
  assert.equal(plain.headers['content-encoding'], undefined);
  assert.equal(plain.body, 'import "./parts/core-1a2b.js";');
});

test('a page may link a ready theme beside the scripts', async () => {
  const { body, headers, statusCode } = await app.inject('/widgets/themes/paper.css');
  assert.deepEqual([statusCode, body], [200, 'energy-chart {}']);
  assert.match(String(headers['content-type']), /css/);
  assert.equal(headers['cache-control'], 'public, max-age=300, stale-while-revalidate=86400');
});

test('what a release names is kept for ever, and any page may load it', async () => {
  for (const name of [RELEASE.name, OLD]) {
    const { headers, statusCode } = await app.inject(`/widgets/${name}/energy-chart.js`);
    assert.equal(statusCode, 200, name);
    assert.match(String(headers['content-type']), /javascript/);
    assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(headers['cross-origin-resource-policy'], 'cross-origin');
    assert.equal(headers['access-control-allow-origin'], '*');
  }
  const url = `/widgets/${RELEASE.name}/energy-chart.js`;
  const { headers } = await app.inject({ url, headers: { 'accept-encoding': 'br' } });
  assert.equal(headers['content-encoding'], 'br');
  assert.equal((await app.inject('/widgets/7.0.0-00000000/energy-chart.js')).statusCode, 404);
});

test('a page lists each file with its sizes and hash, as text', async () => {
  const { body, headers } = await app.inject({ url: '/widgets/', headers: { host: 'energy.example' } });
  assert.match(String(headers['content-type']), /html/);
  for (const text of ['12,345', '<code>sha384-abc</code>', 'sha384-&quot;&lt;&amp;'])
    assert.ok(body.includes(text), text);
  assert.match(body, /src=&quot;http:\/\/energy\.example\/widgets\/1\.0\.0-5f3a09c1\/wattlet\.js&quot;/);
  assert.doesNotMatch(body, /sha384-"</);
  const [, styles = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec(body) ?? [];
  assert.match(String((await app.inject(styles)).headers['content-type']), /css/);
});

test('a release that is kept already is left as it is, also when two servers begin at once', async () => {
  const release = { name: OLD, bundle: join(folder, 'bundle') };
  await archiveRelease(archive, release);
  assert.equal(await readFile(join(archive, OLD, 'energy-chart.js'), 'utf8'), 'old');
  const fresh = { ...release, name: '1.1.0-00000001' };
  await Promise.all([archiveRelease(archive, fresh), archiveRelease(archive, fresh)]);
  assert.deepEqual((await readdir(archive)).sort(), [OLD, RELEASE.name, fresh.name, 'parts']);
  assert.deepEqual((await readdir(join(archive, fresh.name))).sort(), [
    'energy-chart.js',
    'energy-chart.js.br',
    'parts',
    'release.json',
  ]);
});

test('where a release cannot be kept it is served all the same, whatever the folders around it are called', async () => {
  const parts = join(folder, 'parts');
  await cp(join(folder, 'bundle'), join(parts, 'bundle'), { recursive: true });
  await mkdir(join(parts, 'themes'));
  await mkdir(join(parts, 'archive'));
  await writeFile(join(parts, 'archive', RELEASE.name), 'no folder');
  await using full = Fastify();
  await widgetFiles(full, { folder: parts, archive: join(parts, 'archive') });
  const entry = await full.inject('/widgets/energy-chart.js');
  assert.equal(entry.headers['cache-control'], 'public, max-age=300, stale-while-revalidate=86400');
  const named = await full.inject(`/widgets/${RELEASE.name}/energy-chart.js`);
  assert.equal(named.statusCode, 200);
  assert.equal(named.headers['cache-control'], 'public, max-age=31536000, immutable');
});

test('of very many releases the oldest are forgotten', async () => {
  const many = join(folder, 'many');
  for (let patch = 0; patch < 60; patch++) {
    const kept = join(many, `0.0.${patch}-00000000`);
    await mkdir(kept, { recursive: true });
    await utimes(kept, patch, patch);
  }
  await archiveRelease(many, { name: RELEASE.name, bundle: join(folder, 'bundle') });
  const names = (await readdir(many)).filter((name) => name !== 'parts');
  assert.equal(names.length, 50);
  assert.ok(
    names.includes(RELEASE.name) && names.includes('0.0.59-00000000') && !names.includes('0.0.9-00000000'),
  );
});
