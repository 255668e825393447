/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { after, afterEach, before, suite, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { HTTPRequest } from 'puppeteer-core';
import { axeViolations } from '../testing/axe.ts';
import { type DemoProcess, startDemo } from '../testing/demo-process.ts';
import { atPath, press, says, signInAtPortal, timeout } from '../testing/portal-page.ts';
import { tellTrouble } from '../testing/tell-trouble.ts';
import { openWatchedPage, type WatchedPage } from '../testing/watched-page.ts';

/** Every page, what is there once it shows what it is for, and what the window is called then. */
const VISITORS = [
  ['/', 'energy-map >>> .badge[data-state="live"]', 'Europe’s electricity, hour by hour'],
  ['/prices', '.price', 'Prices'],
  ['/developers', 'energy-chart >>> .badge[data-state="live"]', 'For developers'],
  ['/sign-in', 'sign-in-form wa-button', 'Sign in'],
  ['/sign-up', 'sign-up-form wa-button', 'Try Wattlet for 30 days'],
  ['/set-password', 'set-password-form wa-button', 'Set a new password'],
  ['/nowhere', '.page-state', 'There is nothing here'],
] as const;
const PEOPLE = [
  ['/home', 'energy-map >>> .badge[data-state="live"]', 'News'],
  ['/load', '.main-chart >>> [part="plot"] canvas', 'Actual Total Load, Greece'],
  ['/generation', '.main-chart >>> [part="plot"] canvas', 'Generation per Type, Greece'],
  ['/flows', '.main-chart >>> [part="plot"] canvas', 'Physical Flows, Greece'],
  ['/meters', 'my-meters energy-chart >>> [part="plot"] canvas', 'My meters'],
  ['/support', 'support-chat >>> textarea', 'Support'],
  ['/account', 'account-sessions li', 'Account'],
] as const;

const SIZES = [
  { width: 360, height: 740, scheme: 'dark' },
  { width: 1280, height: 900, scheme: 'light' },
  { width: 2560, height: 1300, scheme: 'light' },
] as const;

suite('the pages of the portal', () => {
  let demo: DemoProcess;
  let watched: WatchedPage;
  const opened = new AsyncDisposableStack();
  before(async () => {
    demo = opened.use(await startDemo());
    watched = opened.use(await openWatchedPage());
  });
  after(() => opened.disposeAsync());
  afterEach((t) => tellTrouble(t, watched, demo));

  const testPages = (pages: readonly (readonly [string, string, string])[]) => {
    for (const [path, shown, title] of pages) {
      test(`${path} has its title, no error, nothing that axe minds, and fits`, async () => {
        const { page, problems } = watched;
        for (const { width, height, scheme } of SIZES) {
          await page.setViewport({ width, height });
          await page.emulateMediaFeatures([
            { name: 'prefers-color-scheme', value: scheme },
            // What moves is half way between two colours, which axe would mind.
            { name: 'prefers-reduced-motion', value: 'reduce' },
          ]);
          await page.goto(new URL(path, demo.url).href);
          await page.waitForSelector(shown, { timeout });
          assert.equal(await page.title(), `${title} · Wattlet`);
          assert.deepEqual(await axeViolations(page), [], `at ${width} px, ${scheme}`);
          const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
          assert.ok(Number(overflow) <= 0, `it is ${overflow} px too wide at ${width} px`);
        }
        assert.deepEqual(problems, []);
      });
    }
  };

  suite('for visitors', () => {
    testPages(VISITORS);

    test('the page that lists the scripts fits a phone, and asks for nothing that is not there', async () => {
      const { page, problems } = watched;
      await page.setViewport({ width: 360, height: 740 });
      await page.goto(new URL('/widgets/', demo.url).href, { waitUntil: 'networkidle0' });
      assert.deepEqual(await axeViolations(page), []);
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      assert.ok(Number(overflow) <= 0, `it is ${overflow} px too wide`);
      assert.deepEqual(problems, []);
    });
  });

  suite('for people who are signed in', () => {
    before(async () => {
      const [subscriber] = demo.accounts;
      assert.ok(subscriber);
      await signInAtPortal(watched.page, demo.url, subscriber);
    });

    testPages(PEOPLE);

    test('links, back and forward lead from page to page without loading any, and reading goes on at its beginning', async () => {
      const { page, problems } = watched;
      await page.setViewport({ width: 1280, height: 900 });
      await page.goto(new URL('/home', demo.url).href);
      await atPath(page, '/home');
      await page.evaluate('window.isSame = true');
      await press(page, '.rail a[href="/load"]');
      await page.waitForFunction("document.title === 'Actual Total Load, Greece · Wattlet'", { timeout });
      assert.equal(await page.evaluate('document.activeElement.id'), 'main');
      await page.goBack();
      await page.waitForFunction("document.title === 'News · Wattlet'", { timeout });
      await page.goForward();
      await page.waitForFunction("document.title === 'Actual Total Load, Greece · Wattlet'", { timeout });
      assert.equal(await page.evaluate('window.isSame'), true);
      assert.deepEqual(problems, []);
    });

    test('on a phone every stream is in sight', async () => {
      const { page } = watched;
      await page.setViewport({ width: 360, height: 740 });
      await page.goto(new URL('/flows', demo.url).href);
      const links = await page.waitForSelector('.stream-links', { visible: true, timeout });
      assert.equal(await links?.evaluate((one) => one.scrollWidth - one.clientWidth), 0);
    });

    test('on a phone the bar says whole words in every language', async () => {
      const { page } = watched;
      await page.setViewport({ width: 360, height: 740 });
      for (const language of ['de', 'el', 'ro', 'en']) {
        await page.evaluate((code) => localStorage.setItem('wattlet-language', code), language);
        for (const path of ['/flows', '/account']) {
          await page.goto(new URL(path, demo.url).href);
          await page.waitForSelector('.bottom-bar [aria-current]', { visible: true, timeout });
          const cut = await page.$$eval('.bottom-bar span', (words) =>
            words.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent),
          );
          assert.deepEqual(cut, [], language);
        }
      }
      await page.evaluate("localStorage.removeItem('wattlet-language')");
    });

    test('paper has its whole width for a page, and no sheet for what is not printed', async () => {
      const { page } = watched;
      await page.setViewport({ width: 1280, height: 900 });
      await page.goto(new URL('/meters', demo.url).href);
      await page.waitForSelector('my-meters energy-chart >>> [part="plot"] canvas', { timeout });
      await page.emulateMediaType('print');
      try {
        // A4, upright and across.
        for (const width of [703, 1032]) {
          await page.setViewport({ width, height: 200 });
          await page.waitForFunction(
            (paper: number) => {
              const main = document.querySelector('main');
              if (!main?.parentElement || main.clientWidth !== paper) return false;
              const { minHeight } = getComputedStyle(main.parentElement);
              return minHeight === '0px' && getComputedStyle(main).paddingBottom === '0px';
            },
            { timeout },
            width,
          );
        }
      } finally {
        await page.emulateMediaType('screen');
      }
    });

    test('what is set in a chart is in the address, and is there again for whoever follows the link', async () => {
      const { page, problems } = watched;
      await page.goto(new URL('/load?area=DE', demo.url).href);
      await page.waitForSelector('.main-chart >>> [part="plot"] canvas', { timeout });
      const button = await page.waitForSelector('.main-chart >>> .spans button:nth-child(3)', { timeout });
      await button?.click();
      await page.waitForFunction("location.search.includes('span=30d')", { timeout });
      const link = page.url();
      assert.match(link, /area=DE/);
      await page.goto(new URL('/home', demo.url).href);
      await page.goto(link);
      await page.waitForSelector('.main-chart >>> .spans button:nth-child(3)[aria-pressed="true"]', {
        timeout,
      });
      assert.equal(await page.$eval('.main-chart', (chart) => Reflect.get(chart, 'area')), 'DE');
      assert.deepEqual(problems, []);
    });

    test('where the browser has neither the Navigation API nor a clipboard, a chart is set without loading the page again, and shared', async () => {
      const { page, problems } = watched;
      await page.setViewport({ width: 1280, height: 900 });
      const { identifier } = await page.evaluateOnNewDocument(`
        delete globalThis.navigation;
        delete Navigator.prototype.clipboard;`);
      try {
        await page.goto(new URL('/load?area=DE', demo.url).href);
        await page.waitForSelector('.main-chart >>> [part="plot"] canvas', { timeout });
        await page.evaluate('window.isSame = true');
        await press(page, '.main-chart >>> .spans button:nth-child(3)');
        await page.waitForFunction("location.search.includes('span=30d')", { timeout });
        await press(page, '.page-head button');
        await says(page, '.page-head button', 'Link copied');
        assert.equal(await page.evaluate('window.isSame'), true);
        assert.deepEqual(problems, []);
      } finally {
        await page.removeScriptToEvaluateOnNewDocument(identifier);
      }
    });

    test('who goes on before what was set is in the address gets to where they went', async () => {
      const { page, problems } = watched;
      // What another test has loaded would be there at once.
      await page.setCacheEnabled(false);
      await page.goto(new URL('/load?area=DE', demo.url).href);
      await page.waitForSelector('.main-chart >>> [part="plot"] canvas', { timeout });
      const held: HTTPRequest[] = [];
      const hold = (request: HTTPRequest) => {
        if (request.url().includes('/meters-page-')) held.push(request);
        else void request.continue();
      };
      await page.setRequestInterception(true);
      page.on('request', hold);
      const loading = page.waitForRequest((request) => request.url().includes('/meters-page-'), { timeout });
      // Shortly before the chart says what was set: earlier, the page that is loading has taken its place by then.
      await page.$eval('.main-chart', (chart) => {
        const link = document.querySelector<HTMLElement>('.rail a[href="/meters"]');
        chart.shadowRoot?.querySelector<HTMLElement>('.spans button:nth-child(3)')?.click();
        setTimeout(() => link?.click(), 150);
      });
      await loading;
      // Meanwhile the chart says it.
      await pause(1_000);
      page.off('request', hold);
      for (const request of held) await request.continue();
      await page.setRequestInterception(false);
      await page.setCacheEnabled(true);
      await page.waitForSelector('my-meters h1', { timeout });
      assert.match(page.url(), /\/meters$/);
      assert.deepEqual(problems, []);
    });

    test('another language is spoken at once, by the portal and by its elements, and kept', async () => {
      const { page } = watched;
      await page.evaluate("localStorage.setItem('wattlet-language', 'el')");
      await page.goto(new URL('/meters', demo.url).href);
      await page.waitForSelector('h1::-p-text(Οι μετρητές μου)', { timeout });
      await page.waitForSelector('energy-alerts >>> [part="title"]::-p-text(Ειδοποιήσεις)', { timeout });
      await page.evaluate("localStorage.removeItem('wattlet-language')");
    });
  });
});
