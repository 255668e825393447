import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { browserOptions } from '../lib/browser-options.mjs';
import { root } from '../lib/repository.mjs';
import { waitInside } from '../lib/wait-inside.mjs';
import { COMPILER, installProject, runInstalled, serveFolder, startInstalled } from './installed-project.mjs';
import { PUBLISHED, packPackages } from './pack-packages.mjs';

const { default: puppeteer } = await import(
  createRequire(join(root, 'packages/widgets/package.json')).resolve('puppeteer-core')
);
const run = promisify(execFile);
/** How long a page may take on a busy machine. */
const PAGE_MS = 120_000;

let folder;
let archives;
let installing;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wattlet-packages-'));
  // Run by root, PostgreSQL runs as another user, who must get to its files.
  chmodSync(folder, 0o755);
  archives = await packPackages(join(folder, 'archives'));
  installing = installProject(folder, Object.values(archives));
  installing.catch(() => undefined);
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('nothing that is packed depends on the workspace, and no test is in it', async () => {
  for (const name of PUBLISHED.map((path) => basename(path))) {
    const { stdout: list } = await run('tar', ['-tzf', archives[name]]);
    assert.doesNotMatch(list, /\.test\.|testing|test-certificates|\.pem$/m, name);
    for (const file of ['README.md', 'LICENSE'])
      assert.ok(list.includes(`package/${file}`), `${name} has no ${file}`);
    const { stdout } = await run('tar', ['-xzOf', archives[name], 'package/package.json']);
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(stdout);
    assert.doesNotMatch(JSON.stringify([dependencies, optionalDependencies]), /workspace:|file:|link:/, name);
  }
});

test('the server has its driver of PostgreSQL in it, with what was mended there', async () => {
  const file = 'node_modules/postgres/src/connection.js';
  const { stdout: packed } = await run('tar', ['-xzOf', archives.server, `package/${file}`]);
  assert.equal(packed, readFileSync(join(root, 'packages/server', file), 'utf8'));
  assert.match(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8'), /^ {2}postgres@.*\.patch$/m);
});

test('every entry of every package is there, as its manifest says, with types', async () => {
  for (const name of PUBLISHED.map((path) => basename(path))) {
    const tarball = new Uint8Array(readFileSync(archives[name])).buffer;
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg)),
      [],
      name,
    );
    // Stylesheets, bundles for script tags and descriptions have no types.
    const untyped =
      name === 'widgets' ? ['--exclude-entrypoints', 'custom-elements.json', 'bundle/*', 'themes/*'] : [];
    const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js');
    // Ends with another code than 0 where it finds something.
    await run(process.execPath, [
      attw,
      archives[name],
      '--profile',
      'esm-only',
      '--format',
      'ascii',
      ...untyped,
    ]).catch((error) => assert.fail(`${name}: ${error.stdout}${error.stderr}`));
  }
});

test('installed into an empty project the server serves, a script calls it, and pages show elements', {
  timeout: 600_000,
}, async (t) => {
  await installing.catch((error) => {
    if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT/.test(error.message))
      t.skip(`needs the npm registry: ${error.message}`);
    throw error;
  });
  await runInstalled(folder, COMPILER, '-p', 'react-page');
  await runInstalled(folder, 'node_modules/vite/bin/vite.js', 'build', 'react-page', '--base', './');
  const pages = await serveFolder(folder);
  t.after(() => pages.close());
  const server = await startInstalled(folder, { WATTLET_OPEN_DATA: '1', ALLOWED_ORIGINS: pages.url });
  t.after(() => server.close());
  const browser = await puppeteer.launch(await browserOptions(process.env));
  t.after(() => browser.close());
  const said = JSON.parse(await runInstalled(folder, 'node-script.mjs', server.url));
  assert.deepEqual(said, { areas: 0, service: 'wattlet.v1.SeriesService', refusal: 'unauthenticated' });
  const page = await browser.newPage();
  page.setDefaultTimeout(PAGE_MS);
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(`${pages.url}/react-page/dist/?server=${server.url}`);
  await waitInside(page, 'energy-chart >>> [part="header"]');
  await waitInside(page, 'support-chat >>> [part="launcher"]');
  assert.equal(await page.$eval('energy-chart', (chart) => chart.areaType), 'CTY');
  await page.goto(`${pages.url}/plain-page/?server=${server.url}`);
  await waitInside(page, 'energy-map >>> [part="header"]');
  await waitInside(page, 'energy-alerts >>> [part="error"]');
  const { origin } = new URL(server.url);
  const portal = await fetch(origin);
  assert.match(await portal.text(), /<portal-app>/);
  const listed = await fetch(`${origin}/widgets/`);
  assert.match(await listed.text(), /wattlet\.js/);
  assert.deepEqual(problems, []);
});
