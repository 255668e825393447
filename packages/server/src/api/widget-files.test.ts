import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { widgetFiles } from './widget-files.ts';

let folder: string;
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
  app = Fastify();
  await widgetFiles(app, folder);
});

after(async () => {
  await app.close();
  await rm(folder, { recursive: true });
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
