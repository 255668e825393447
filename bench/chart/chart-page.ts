import puppeteer, { type CDPSession, type HTTPRequest, type Page } from 'puppeteer-core';
import { browserOptions } from '../../scripts/lib/browser-options.mjs';
import { bundlePage, type ContenderName } from './bundle-page.ts';
import type { BenchPage } from './page/start-page.ts';

const URL_OF_PAGE = 'https://bench.test/';
/** Without these a page's clock is only good for a tenth of a millisecond. */
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

interface OpenPage {
  readonly name: ContenderName;
  readonly page: Page;
  readonly cdp: CDPSession;
  readonly script: string;
}

/** A contender on a page of its own, in a browser of its own. */
export class ChartPage implements AsyncDisposable {
  readonly name: ContenderName;
  readonly page: Page;
  readonly #cdp: CDPSession;
  readonly #script: string;

  private constructor({ name, page, cdp, script }: OpenPage) {
    this.name = name;
    this.page = page;
    this.#cdp = cdp;
    this.#script = script;
  }

  /** Opens a contender's page at so many device pixels per CSS pixel. */
  static async open(name: ContenderName, deviceScaleFactor: number): Promise<ChartPage> {
    const script = await bundlePage(name);
    const browser = await puppeteer.launch(await browserOptions(process.env));
    const [page = await browser.newPage()] = await browser.pages();
    await page.setViewport({ width: 1600, height: 800, deviceScaleFactor });
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    await page.setRequestInterception(true);
    page.on('request', (request) => answer(request));
    const chart = new ChartPage({ name, page, cdp: await page.createCDPSession(), script });
    await chart.reload();
    return chart;
  }

  /** Begins anew: no chart, no data, and code that has not run yet. */
  async reload(): Promise<void> {
    await this.page.goto(URL_OF_PAGE);
    await this.page.addScriptTag({ content: this.#script });
  }

  /** Calls the page. */
  call<Name extends keyof BenchPage>(
    name: Name,
    ...args: Parameters<BenchPage[Name]>
  ): Promise<Awaited<ReturnType<BenchPage[Name]>>> {
    return this.page.evaluate(
      (method, values) =>
        Reflect.apply(Reflect.get(Reflect.get(globalThis, 'bench'), method), undefined, values),
      name,
      args,
    );
  }

  /** Bytes that the page's scripts, its documents and its arrays keep alive. */
  async retainedBytes(): Promise<number> {
    for (let i = 0; i < 3; i++) await this.#cdp.send('HeapProfiler.collectGarbage');
    const { usedSize, embedderHeapUsedSize, backingStorageSize } =
      await this.#cdp.send('Runtime.getHeapUsage');
    return usedSize + embedderHeapUsedSize + backingStorageSize;
  }

  /** Seconds that scripts have run on the page so far. */
  async scriptSeconds(): Promise<number> {
    const { ScriptDuration = Number.NaN } = await this.page.metrics();
    return ScriptDuration;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.browser().close();
  }
}

function answer(request: HTTPRequest): void {
  const isPage = request.url() === URL_OF_PAGE;
  const body =
    '<!doctype html><html lang="en"><title>bench</title><style>body { margin: 20px }</style><body></body></html>';
  const response = isPage ? { contentType: 'text/html', headers: ISOLATED, body } : { status: 404, body: '' };
  request.respond(response).catch(() => undefined);
}
