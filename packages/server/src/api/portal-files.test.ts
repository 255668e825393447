import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { keepFiles } from './keep-files.ts';
import { plainPages } from './plain-pages.ts';
import { portalFiles } from './portal-files.ts';
import { securityHeaders } from './security-headers.ts';

const PAGE = '<!doctype html><title>The portal</title>';
const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

let home: string;
let app: FastifyInstance;
before(async () => {
  home = await mkdtemp(join(tmpdir(), 'wattlet-portal-'));
  app = await serve(await build('portal-abc.js'));
});
after(async () => {
  await app.close();
  await rm(home, { recursive: true });
});

/** A build of the portal with this asset. */
async function build(name: string): Promise<string> {
  const folder = await mkdtemp(join(home, 'build-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), PAGE);
  await writeFile(join(folder, 'assets', name), 'one()');
  await writeFile(join(folder, 'assets', `${name}.gz`), gzipSync('one()'));
  return folder;
}

async function serve(folder: string, archive = join(home, 'archive')): Promise<FastifyInstance> {
  const made = Fastify();
  made.addHook('onRequest', securityHeaders);
  const page = await portalFiles(made, { folder, archive });
  plainPages(made, { frontPage: false, page });
  return made;
}

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

test('a page that was opened before an update finds what it loads after it', async () => {
  await using updated = await serve(await build('portal-def.js'));
  for (const name of ['portal-abc.js', 'portal-def.js']) {
    const { statusCode, headers } = await updated.inject({
      url: `/assets/${name}`,
      headers: { 'accept-encoding': 'gzip' },
    });
    assert.equal(statusCode, 200, name);
    assert.equal(headers['content-encoding'], 'gzip');
    assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
  }
});

test('where nothing can be kept the portal is served all the same', async () => {
  const archive = join(home, 'no-folder');
  await mkdir(archive);
  await writeFile(join(archive, 'assets'), '');
  await using lone = await serve(await build('portal-abc.js'), archive);
  assert.equal((await lone.inject('/assets/portal-abc.js')).statusCode, 200);
});

test('files are forgotten a month after the update, however long the server ran before it', async () => {
  const to = join(home, 'kept');
  const keep = async (name: string) => keepFiles(join(await build(name), 'assets'), to);
  const age = async (name: string, days: number) => {
    const time = Date.now() / 1000 - days * 86_400;
    for (const file of [name, `${name}.gz`]) await utimes(join(to, file), time, time);
  };
  const kept = async () => (await readdir(to)).filter((name) => !name.endsWith('.gz')).sort();
  await keep('a.js');
  await age('a.js', 400);
  await keep('b.js');
  await keep('b.js');
  assert.deepEqual(await kept(), ['a.js', 'b.js'], 'another server starts with the update');
  for (const name of ['a.js', 'b.js']) await age(name, 365);
  await age('a.js', 366);
  await keep('c.js');
  await keep('c.js');
  assert.deepEqual(await kept(), ['b.js', 'c.js']);
  await age('b.js', 41);
  await age('c.js', 40);
  await keep('b.js');
  await keep('b.js');
  assert.deepEqual(await kept(), ['b.js', 'c.js'], 'an update that is taken back is one');
  await age('c.js', 31);
  await keep('b.js');
  assert.deepEqual(await kept(), ['b.js']);
});

test('servers that start at once keep all that one of them has', async () => {
  const to = join(home, 'at-once');
  const [one, other] = await Promise.all([build('one.js'), build('other.js')]);
  await keepFiles(join(one, 'assets'), to);
  const names = Array.from({ length: 50 }, (_, index) => `old-${index}.js`);
  for (const name of names) {
    await writeFile(join(to, name), '');
    await utimes(join(to, name), 0, 0);
  }
  await Promise.all([one, other, one, other].map((folder) => keepFiles(join(folder, 'assets'), to)));
  await keepFiles(join(other, 'assets'), to);
  await Promise.all([other, other].map((folder) => keepFiles(join(folder, 'assets'), to)));
  const kept = (await readdir(to)).filter((name) => !name.endsWith('.gz'));
  assert.deepEqual(kept.sort(), ['one.js', 'other.js']);
});

test('a server that starts while another is in the middle of the same update forgets nothing of the build before', async () => {
  const to = join(home, 'in-the-middle');
  await keepFiles(join(await build('one.js'), 'assets'), to);
  const days = (count: number) => Date.now() / 1000 - count * 86_400;
  await utimes(join(to, 'one.js'), days(40), days(40));
  await utimes(join(to, 'one.js.gz'), days(1), days(1));
  await keepFiles(join(await build('other.js'), 'assets'), to);
  assert.ok((await readdir(to)).includes('one.js'));
});
