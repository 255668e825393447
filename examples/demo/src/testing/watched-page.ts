import puppeteer, { type HTTPRequest, type Page } from 'puppeteer-core';
import { browserOptions } from '../../../../scripts/lib/browser-options.mjs';

/** The machine may do much else. */
const NAVIGATION_MS = 90_000;
const SIZE = { width: 1200, height: 900 };

/** A page in a real browser, and all that went wrong in it. */
export interface WatchedPage extends AsyncDisposable {
  readonly page: Page;
  /** Errors on the console, uncaught ones, failed requests, and what the policy of the page refused. */
  readonly problems: readonly string[];
  /** Requests that have not ended, as method and address. A live stream is one of them. */
  readonly pending: Iterable<string>;
}

/** Opens an empty page that is watched from its first script on. */
export async function openWatchedPage(): Promise<WatchedPage> {
  const options = await browserOptions(process.env);
  const browser = await puppeteer.launch({ ...options, defaultViewport: SIZE });
  const page = await browser.newPage();
  page.setDefaultNavigationTimeout(NAVIGATION_MS);
  const problems: string[] = [];
  const pending = new Map<HTTPRequest, string>();
  page.on('request', (request) => pending.set(request, `${request.method()} ${request.url()}`));
  page.on('requestfinished', (request) => pending.delete(request));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`uncaught: ${error}`));
  page.on('requestfailed', (request) => {
    pending.delete(request);
    // A stream that is opened again for more, or left by a page that goes, was ended by its client.
    const reason = request.failure()?.errorText ?? '';
    if (reason !== 'net::ERR_ABORTED') problems.push(`${request.url()}: ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.url()}: ${response.status()}`);
  });
  return {
    page,
    problems,
    pending: { [Symbol.iterator]: () => pending.values() },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}
