import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSample } from '@wattlet/demo/sample-files';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { commandLog } from '../packages/server/src/cli/with-node.ts';
import { startServer } from '../packages/server/src/server.ts';
import { browserOptions } from '../scripts/lib/browser-options.mjs';
import { type BenchNode, importInto, openBenchNode } from './bench-node.ts';

const GENERATION = '2022_01_01_21_AggregatedGenerationPerType16.1.BC.csv';

/** A server with real data, and a page on another origin that may embed it, in a browser. */
export interface EmbedPage extends AsyncDisposable {
  readonly browser: Browser;
  readonly page: Page;
  /** Address of the server. */
  readonly server: string;
  /** Address of a page of another origin with this in its body. */
  url(body: string): string;
}

/** Opens it, warm: the server has answered before. */
export async function openEmbedPage(): Promise<EmbedPage> {
  const bench = await openBenchNode();
  await bench.node.platform.migrate();
  await importGeneration(bench);
  const pages = createServer((request, response) => {
    const body = new URL(request.url ?? '', 'http://x').searchParams.get('body') ?? '';
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(`<!doctype html><title>Portal</title><link rel="icon" href="data:,">${body}`);
  }).listen(0, '127.0.0.1');
  await once(pages, 'listening');
  const address = pages.address();
  if (address === null || typeof address === 'string') throw new Error('the pages have no port');
  const origin = `http://127.0.0.1:${address.port}`;
  const config = {
    ...bench.node.config,
    port: 0,
    callsPerMinute: 0,
    openData: true,
    allowedOrigins: [origin],
  };
  const server = await startServer({
    node: { ...bench.node, config },
    roles: new Set(['api']),
    log: commandLog('silent'),
  });
  const browser = await puppeteer.launch(await browserOptions(process.env));
  return {
    browser,
    page: await browser.newPage(),
    server: server.url ?? '',
    url: (body) => `${origin}/?body=${encodeURIComponent(body)}`,
    async [Symbol.asyncDispose]() {
      await browser.close();
      pages.closeAllConnections();
      pages.close();
      await server.close();
      await bench[Symbol.asyncDispose]();
    },
  };
}

async function importGeneration(bench: BenchNode): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'wattlet-embed-'));
  try {
    const path = join(folder, GENERATION);
    await writeFile(path, readSample(`generation/${GENERATION}`));
    await importInto(bench, path, 'applied');
  } finally {
    await rm(folder, { recursive: true });
  }
}
