import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { plainPages } from './plain-pages.ts';
import { portalFiles } from './portal-files.ts';
import { securityHeaders } from './security-headers.ts';

const PAGE = '<!doctype html><title>The portal</title>';
const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

let folder: string;
let app: FastifyInstance;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wattlet-portal-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), PAGE);
  await writeFile(join(folder, 'assets/portal-abc.js'), 'one()');
  await writeFile(join(folder, 'assets/portal-abc.js.gz'), gzipSync('one()'));
  app = Fastify();
  app.addHook('onRequest', securityHeaders);
  const page = await portalFiles(app, folder);
  plainPages(app, { frontPage: false, page });
});
after(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

test('every address that a browser opens is the page of the portal, under a policy with Trusted Types', async () => {
  for (const url of ['/', '/load?area=GR', '/admin/users', '/meters/5']) {
    const { statusCode, body, headers } = await app.inject({ url, headers: HTML });
    assert.equal(statusCode, 200, url);
    assert.equal(body, PAGE);
    assert.equal(headers['cache-control'], 'no-cache');
    const policy = String(headers['content-security-policy']);
    for (const rule of ["script-src 'self'", "require-trusted-types-for 'script'", 'trusted-types lit-html'])
      assert.ok(policy.includes(rule), `${url} lacks ${rule}`);
  }
});

test('what is of the API, or is not asked for as a page, is missed as it was before there was a portal', async () => {
  const missed: [string, object][] = [
    ['/v1/series/nothing.csv', HTML],
    ['/wattlet.v1.NoService/None', HTML],
    ['/widgets/none.js', HTML],
    ['/assets/gone-abc.js', HTML],
    ['/auth/nobody', HTML],
    ['/load', { accept: 'application/json' }],
    ['/load', {}],
  ];
  for (const [url, headers] of missed) {
    const answer = await app.inject({ url, headers: { ...headers } });
    assert.equal(answer.statusCode, 404, url);
    assert.match(String(answer.headers['content-type']), /problem\+json/);
  }
  assert.equal((await app.inject({ method: 'POST', url: '/load', headers: HTML })).statusCode, 404);
});

test('assets are sent compressed, and kept for ever', async () => {
  const { headers } = await app.inject({
    url: '/assets/portal-abc.js',
    headers: { 'accept-encoding': 'gzip' },
  });
  assert.equal(headers['content-encoding'], 'gzip');
  assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
});
