import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { browserOptions } from '../../../../scripts/lib/browser-options.mjs';
import { waitInside } from '../../../../scripts/lib/wait-inside.mjs';
import {
  type HostPage,
  type ScriptServer,
  startHost,
  startScriptServer,
} from '../testing/embedding-origins.ts';

const MOST_BYTES = 2048;
const FALLBACK = '<p id="fallback">Your consumption is at <a href="/meters">Meters</a>.</p>';
const FAILED = 'energy-alerts >>> [part="error"]';

let browser: Browser;
let server: ScriptServer;
let host: HostPage;
let page: Page;
/** What went wrong in the page: errors that nobody has caught, and what its policy refused. */
let problems: string[];

before(async () => {
  browser = await puppeteer.launch(await browserOptions(process.env));
});
after(() => browser.close());

beforeEach(async () => {
  server = await startScriptServer();
  host = await startHost(server.origin);
  page = await browser.newPage();
  problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted|already defined/i.test(message.text()))
      problems.push(message.text());
  });
});
afterEach(async () => {
  await page.close();
  await host[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const tag = (attributes = '', path = 'wattlet.js') =>
  `<script type="module" src="${server.origin}/widgets/${path}" ${attributes}></script>`;

async function show(body: string): Promise<void> {
  host.body = body;
  await page.goto(host.origin);
}

/** Waits until an element, whose shadow root may be within others, has rendered. */
const rendered = (selector: string) => waitInside(page, `${selector} >>> *`);

/** How often each script was fetched, by its name without its hash and the folder of its release. */
const fetched = (name: string) => server.asked.filter((path) => path.includes(`/${name}`)).length;

test('the loader is small', async () => {
  const code = await readFile(new URL('../../bundle/wattlet.js', import.meta.url));
  const bytes = gzipSync(code, { level: 9 }).length;
  assert.ok(bytes <= MOST_BYTES, `${bytes} bytes`);
});

test('elements are loaded when the page first holds one: at once, later, and in shadow roots', async () => {
  await show(`${tag()}<energy-alerts></energy-alerts><x-card></x-card>`);
  await rendered('energy-alerts');
  assert.deepEqual(
    [fetched('energy-alerts.js'), fetched('energy-chart.js'), fetched('support-chat.js')],
    [1, 0, 0],
  );
  await page.evaluate(() => document.body.append(document.createElement('support-chat')));
  await rendered('support-chat');
  assert.equal(fetched('energy-chart.js'), 0);
  // A component of the page's own, defined only now, with an element in its shadow root, and another within that of a child.
  await page.evaluate(() => {
    customElements.define(
      'x-card',
      class extends HTMLElement {
        connectedCallback() {
          const inner = document.createElement('div');
          inner.attachShadow({ mode: 'open' }).append(document.createElement('energy-map'));
          this.attachShadow({ mode: 'open' }).append(document.createElement('energy-chart'), inner);
        }
      },
    );
  });
  await rendered('x-card >>> energy-chart');
  await rendered('x-card >>> div >>> energy-map');
  // A part of a drawing.
  await page.evaluate(() => {
    const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const part = document.createElementNS('http://www.w3.org/2000/svg', 'foreignObject');
    part.append(document.createElement('energy-alerts'));
    drawing.append(part);
    document.body.append(drawing);
  });
  await page.waitForFunction(() => document.querySelector('svg energy-alerts')?.hasAttribute('server'));
  for (const name of [
    'energy-alerts.js',
    'support-chat.js',
    'energy-chart.js',
    'energy-map.js',
    'parts/core',
    'parts/base',
  ])
    assert.equal(fetched(name), 1, name);
  assert.deepEqual(problems, []);
});

test('two of the same and one of another version load each element once, and what each of them says counts', async () => {
  await show(
    `${tag()}${tag('data-key="pk_site_1"')}${tag('', 'other/wattlet.js')}<energy-alerts></energy-alerts><energy-chart></energy-chart>`,
  );
  await rendered('energy-alerts');
  await rendered('energy-chart');
  assert.deepEqual([fetched('energy-alerts.js'), fetched('energy-chart.js')], [1, 1]);
  await waitInside(page, FAILED);
  assert.deepEqual([...new Set(server.bearers)], ['Bearer pk_site_1']);
  assert.deepEqual(problems, []);
});

test('what the page has put into an element shows until it is there, and what is meant for a slot does not', async () => {
  await show(`<energy-alerts>${FALLBACK}<b slot="title">Mine</b></energy-alerts>${tag()}`);
  const shown = () =>
    page.$$eval('#fallback, [slot]', (all) => all.map((one) => one.getClientRects().length > 0));
  await rendered('energy-alerts');
  assert.deepEqual(await shown(), [false, true]);
  server.replaced.set('energy-alerts.js', 'throw new Error("not what was built")');
  await show(`<energy-alerts>${FALLBACK}<b slot="title">Mine</b></energy-alerts>${tag()}`);
  await page.waitForFunction(() => document.adoptedStyleSheets.length > 0);
  assert.deepEqual(await shown(), [true, false]);
});

test('a script that is not what it has to be does not run: the fallback stays, the page is told, and it can be tried again', async () => {
  server.replaced.set('energy-alerts.js', 'globalThis.hasRun = true;');
  const told = new Promise((resolve) => page.once('pageerror', resolve));
  await show(`<energy-alerts>${FALLBACK}</energy-alerts>${tag()}`);
  assert.match(String(await told), /cannot load .*energy-alerts\.js/);
  assert.equal(await page.evaluate(() => 'hasRun' in globalThis), false);
  assert.equal(await page.$eval('#fallback', (one) => one.getClientRects().length > 0), true);
  server.replaced.clear();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await rendered('energy-alerts');
});

test('elements call the server that the script is from, or that the tag or the page names', async () => {
  await show(
    `${tag()}<energy-alerts id="one"></energy-alerts><energy-alerts id="two" server="${host.origin}"></energy-alerts>`,
  );
  await rendered('#two');
  const serverOf = (id: string) => page.$eval(id, (one) => one.getAttribute('server'));
  assert.deepEqual([await serverOf('#one'), await serverOf('#two')], [server.origin, host.origin]);
  await show(`${tag('data-server="https://energy.example"')}<energy-alerts id="one"></energy-alerts>`);
  await rendered('#one');
  assert.equal(await serverOf('#one'), 'https://energy.example');
});

test('the tokens of the page’s own backend are fetched with its cookies, and sent', async () => {
  host.token = { status: 200, body: 'wt_one\n' };
  await show(`${tag('data-token-url="/token" data-key="pk_site_1"')}<energy-alerts></energy-alerts>`);
  await waitInside(page, FAILED);
  assert.ok(server.bearers.length > 0);
  assert.deepEqual([...new Set(server.bearers)], ['Bearer wt_one']);
  assert.match(host.tokenCookies[0] ?? '', /session=s1/);
  host.token = { status: 200, body: '{"token":"wt_two","expireTime":"2026-01-01T00:00:00Z"}' };
  // The page that is left may still be calling.
  const { href } = new URL(page.url());
  await page.goto('about:blank');
  server.bearers.length = 0;
  await page.goto(href);
  await waitInside(page, FAILED);
  assert.deepEqual([...new Set(server.bearers)], ['Bearer wt_two']);
});

test('while nobody is signed in the publishable key is sent, and the backend is not asked before each call', async () => {
  for (const token of [
    { status: 401, body: 'who are you?' },
    { status: 204, body: '' },
    { status: 302, body: '', location: '/sign-in' },
    { status: 302, body: '', location: `${server.origin}/sign-in` },
  ]) {
    host.token = token;
    // The page that is left may still be calling.
    await page.goto('about:blank');
    for (const list of [server.bearers, host.tokenCookies]) list.splice(0);
    await show(`${tag('data-token-url="/token" data-key="pk_site_1"')}<energy-alerts></energy-alerts>`);
    await waitInside(page, FAILED);
    assert.deepEqual([...new Set(server.bearers)], ['Bearer pk_site_1'], `${token.status}`);
    // Once, and once more because the server has refused.
    assert.ok(host.tokenCookies.length <= 3, `${token.status}: asked ${host.tokenCookies.length} times`);
  }
});

test('what is no token is not sent', async () => {
  host.token = { status: 200, body: '<!doctype html><title>Oops</title>' };
  await show(`${tag('data-token-url="/token"')}<energy-alerts></energy-alerts>`);
  await waitInside(page, FAILED);
  assert.deepEqual(server.bearers, []);
});

test('all elements come in one file too, whose content the tag can name', async () => {
  const { files } = JSON.parse(await readFile(new URL('../../bundle/release.json', import.meta.url), 'utf8'));
  const { integrity } = files.find(({ path }: { path: string }) => path === 'wattlet-all.js');
  const names = ['energy-alerts', 'energy-chart', 'energy-map', 'support-chat', 'support-inbox'];
  const body = names.map((name) => `<${name}></${name}>`).join('');
  await show(`${tag(`integrity="${integrity}" crossorigin`, 'wattlet-all.js')}${body}`);
  for (const name of names) await rendered(name);
  assert.equal(await page.$eval('energy-map', (one) => one.getAttribute('server')), server.origin);
  assert.deepEqual(server.asked, ['/widgets/wattlet-all.js']);
  assert.deepEqual(problems, []);
});
