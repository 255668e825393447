/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { type DemoProcess, startDemo } from '../testing/demo-process.ts';
import { tellTrouble } from '../testing/tell-trouble.ts';
import { openWatchedPage, type WatchedPage } from '../testing/watched-page.ts';

/** Everything waits for what it is about; the machine may do much else. */
const timeout = 90_000;
/** More than the six connections that a browser opens to a host over HTTP/1.1. */
const TABS = 8;
const LIVE = 'energy-map >>> .badge[data-state="live"]';
const HOUR = 'energy-map >>> .hour span';

let demo: DemoProcess;
let watched: WatchedPage;
const opened = new AsyncDisposableStack();
before(async () => {
  demo = opened.use(await startDemo());
  watched = opened.use(await openWatchedPage());
});
after(() => opened.disposeAsync());
afterEach((t) => tellTrouble(t, watched, demo));

const hourOf = (page: Page) => page.$eval(HOUR, ({ textContent }) => textContent);

/** Waits until a tab shows another hour than it did. */
async function movesOn(page: Page, from: string | null): Promise<void> {
  const end = Date.now() + timeout;
  await page.bringToFront();
  while ((await hourOf(page)) === from) {
    assert.ok(Date.now() < end, `a tab still shows ${from}`);
    await page.waitForSelector(LIVE, { timeout });
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

test('eight tabs are live at once, and go on when the one that holds their stream is closed', async () => {
  const { page: first } = watched;
  const others: Page[] = [];
  for (let tab = 0; tab < TABS; tab++) {
    const page = tab === 0 ? first : await first.browser().newPage();
    await page.goto(demo.url, { timeout });
    await page.waitForSelector(LIVE, { timeout });
    if (page !== first) others.push(page);
  }
  const hours = await Promise.all(others.map(hourOf));
  await first.close();
  for (const [index, page] of others.entries()) await movesOn(page, hours[index] ?? null);
});
