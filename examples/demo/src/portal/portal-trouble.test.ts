import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { logOptions, openNode, readConfig } from '@wattlet/server';
import { pino } from 'pino';
import type { HTTPRequest } from 'puppeteer-core';
import { type DemoProcess, startDemo } from '../testing/demo-process.ts';
import { atPath, press, says, signInAtPortal, timeout } from '../testing/portal-page.ts';
import { tellTrouble } from '../testing/tell-trouble.ts';
import { openWatchedPage, type WatchedPage } from '../testing/watched-page.ts';

/** Where the series are not given away, they need a subscription, and everybody sees another country. */
const ENV = { WATTLET_OPEN_DATA: '0', PREVIEW_AREA: 'AT' };

let home: string;
let demo: DemoProcess;
let watched: WatchedPage;
const opened = new AsyncDisposableStack();
before(async () => {
  home = await mkdtemp(join(tmpdir(), 'wattlet-trouble-'));
  opened.defer(() => rm(home, { recursive: true, force: true }));
  demo = await startDemo({ home, env: ENV });
  opened.defer(() => demo[Symbol.asyncDispose]());
  watched = opened.use(await openWatchedPage());
});
after(() => opened.disposeAsync());
afterEach((t) => tellTrouble(t, watched, demo));

test('visitors who may not see all of Europe see the country that they may', async () => {
  const { page } = watched;
  await page.goto(demo.url);
  await page.waitForSelector('live-map energy-chart[area="AT"] >>> [part="plot"] canvas', { timeout });
  await says(page, '.teaser code', 'area="AT"');
});

test('what visitors read is there where the map cannot be loaded, and by a press the map is', async () => {
  // What the other one has of it already it need not ask for.
  await using fresh = await openWatchedPage();
  const { page } = fresh;
  let isLost = true;
  const answer = (request: HTTPRequest) =>
    void (isLost && request.url().includes('/live-map-') ? request.abort() : request.continue());
  await page.setRequestInterception(true);
  page.on('request', answer);
  await page.goto(demo.url);
  await says(page, '.landing [role="alert"]', 'The server cannot be reached');
  await page.waitForSelector('.landing .points', { timeout });
  isLost = false;
  await press(page, '.landing [role="alert"] button');
  await page.waitForSelector('live-map energy-chart >>> [part="plot"] canvas', { timeout });
});

test('a tab of before an update gets a page that is gone by then from the new build', async () => {
  await using fresh = await openWatchedPage();
  const { page } = fresh;
  await page.goto(new URL('/prices', demo.url).href);
  await page.waitForFunction("document.title.startsWith('Prices')", { timeout });
  // As if it had been open for a while.
  await page.evaluate('performance.now = () => 60_000');
  let isUpdated = true;
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (request.isNavigationRequest()) isUpdated = false;
    if (isUpdated && pathname.includes('/developers-page-')) void request.respond({ status: 404 });
    else if (isUpdated && pathname === '/')
      void request.respond({ body: '<script type="module" src="/assets/portal-new.js"></script>' });
    else void request.continue();
  });
  await press(page, '.visitor-links a[href="/developers"]');
  await page.waitForFunction("document.title.startsWith('For developers')", { timeout });
  assert.equal(new URL(page.url()).pathname, '/developers');
  assert.equal(isUpdated, false);
});

test('a browser without URLPattern finds every page', async () => {
  await using fresh = await openWatchedPage();
  const { page, problems } = fresh;
  await page.evaluateOnNewDocument('delete globalThis.URLPattern');
  await page.goto(new URL('/prices', demo.url).href);
  await page.waitForFunction("document.title.startsWith('Prices')", { timeout });
  await page.goto(new URL('/meters/some-meter', demo.url).href);
  await atPath(page, '/sign-in');
  assert.deepEqual(problems, []);
});

test('a browser that blocks the storage of pages shows them all the same', async () => {
  await using fresh = await openWatchedPage();
  const { page, problems } = fresh;
  await page.evaluateOnNewDocument(`Object.defineProperty(globalThis, 'localStorage', {
    get() { throw new DOMException('The page may not keep anything', 'SecurityError'); },
  })`);
  await page.goto(new URL('/prices', demo.url).href);
  await page.waitForFunction("document.title.startsWith('Prices')", { timeout });
  assert.deepEqual(problems, []);
  await page.goto(demo.url);
  await page.waitForSelector('live-map energy-chart >>> [part="plot"] canvas', { timeout });
});

test('whose subscription has ended is offered to extend it in place of charts and map, and sees them again then', async () => {
  const { page } = watched;
  const [subscriber] = demo.accounts;
  assert.ok(subscriber);
  await endSubscription(subscriber.email);
  await signInAtPortal(page, demo.url, subscriber);
  await says(page, '.ended-notice', 'Your subscription has ended');
  await page.waitForSelector('energy-map .ended', { visible: true, timeout });
  await page.goto(new URL('/load?area=DE', demo.url).href);
  await press(page, '.main-chart .ended a');
  await atPath(page, '/account');
  await says(page, '.figure', '0 days left');
  await press(page, 'account-subscription wa-button');
  await press(page, 'account-subscription wa-dialog[open] wa-button[type="submit"]');
  await page.waitForSelector('.ended-notice', { hidden: true, timeout });
  await press(page, '.rail a[href="/load"]');
  await page.waitForSelector('.main-chart >>> [part="plot"] canvas', { timeout });
});

test('a tab that has been on many pages goes on loading: none that is left keeps a connection', async () => {
  const { page } = watched;
  for (let visit = 0; visit < 8; visit += 1) {
    // With its live stream, which is what is kept, and may be there before the page is loaded whole.
    await Promise.all([
      page.waitForResponse((response) => response.url().endsWith('/Watch'), { timeout }),
      page.goto(new URL(visit % 2 ? '/load?area=DE' : '/home', demo.url).href),
    ]);
  }
  await page.waitForSelector('.main-chart >>> [part="plot"] canvas', { timeout });
});

test('an address keeps its country, and a wrong one leaves the one that was looked at last', async () => {
  const { page } = watched;
  await page.goto(new URL('/load?area=%3Cscript%3E', demo.url).href);
  await page.waitForSelector('.main-chart >>> [part="error"]', { timeout });
  await page.goto(new URL('/meters', demo.url).href);
  await page.waitForSelector('my-meters energy-chart >>> [part="plot"] canvas', { timeout });
  await page.goto(new URL('/load', demo.url).href);
  await page.waitForSelector('.main-chart >>> [part="plot"] canvas', { timeout });
  await press(page, '.main-chart >>> .spans button');
  await page.waitForFunction("new URLSearchParams(location.search).get('area') === 'DE'", { timeout });
});

test('while the server is down a page says so, and shows itself once it is back', async () => {
  const { page } = watched;
  const { port } = new URL(demo.url);
  await page.goto(new URL('/home', demo.url).href);
  await atPath(page, '/home');
  await demo[Symbol.asyncDispose]();
  // A page that the browser has, and then one that it has not.
  await press(page, '.rail a[href="/account"]');
  await says(page, 'account-sessions [role="alert"]', 'The server cannot be reached');
  await says(page, 'account-tokens [role="alert"]', 'Try again');
  await press(page, '.sign-out');
  await says(page, 'account-sign-out [role="alert"]', 'The server cannot be reached');
  await press(page, '.rail a[href="/support"]');
  await page.waitForSelector('.page-state[role="alert"]', { timeout });
  await says(page, '.page-state', 'The server cannot be reached');
  demo = await startDemo({ home, port, env: ENV });
  // By itself, whatever somebody presses.
  await page.waitForSelector('support-chat >>> textarea', { timeout });
  await press(page, '.rail a[href="/account"]');
  await page.waitForSelector('account-sessions li', { timeout });
});

/** As if its last month had been over since yesterday. */
async function endSubscription(email: string): Promise<void> {
  await using node = await openNode(readConfig({ WATTLET_HOME: home }), pino(logOptions('silent')));
  const { sql } = node.platform.database;
  await sql`update subscription_entry set ends_at = now() - interval '1 day'
    where account_id = (select account_id from account where email = ${email})`;
}
