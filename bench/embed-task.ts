import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { waitInside } from '../scripts/lib/wait-inside.mjs';
import type { BenchRow } from './bench-row.ts';
import { type EmbedPage, openEmbedPage } from './embed-page.ts';
import { median } from './rounds.ts';

const THROTTLE = 4;
const ROUNDS = 5;
const MOST_MORE_MS = 50;
/** The chat loads its box once the page is idle. */
const IDLE_MS = 1500;
const TEXT = '<h1>Portal</h1><p>A page of a utility.</p>';

/**
 * `embed.task`: the longest task of the page's main thread while a chart, alerts and a chat load, on a processor that is
 * slowed down four times, beside the same page without them.
 */
export async function run(): Promise<BenchRow[]> {
  await using embed = await openEmbedPage();
  const widgets = `<script type="module" src="${embed.server}/widgets/wattlet.js"></script>
    <energy-chart stream="generation" area="GR"></energy-chart><energy-alerts></energy-alerts><support-chat></support-chat>`;
  const shown = async (page: Page) => {
    await waitInside(page, 'energy-chart >>> [part="plot"] canvas');
    await waitInside(page, 'energy-alerts >>> [part="error"]');
    await waitInside(page, 'support-chat >>> [part="launcher"]');
  };
  const [withThem, without]: [number[], number[]] = [[], []];
  for (let round = -1; round < ROUNDS; round++) {
    const bare = await longestTaskMs(embed, TEXT, async () => undefined);
    const full = await longestTaskMs(embed, TEXT + widgets, shown);
    if (round < 0) continue;
    without.push(bare);
    withThem.push(full);
  }
  const [value, peer] = [median(withThem), median(without)];
  return [
    {
      ...{ id: 'embed.task', value, unit: 'ms', peer: 'the same page without them', peer_value: peer },
      ratio: value / peer,
      ...{ reach: `≤ ${MOST_MORE_MS} ms more`, reached: value - peer <= MOST_MORE_MS },
      note: `${(value - peer).toFixed(0)} ms more; tasks of the main thread as Chromium traces them, scripts from the server`,
    },
  ];
}

async function longestTaskMs(
  { browser, url }: EmbedPage,
  body: string,
  shown: (page: Page) => Promise<void>,
): Promise<number> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  try {
    await page.emulateCPUThrottling(THROTTLE);
    await page.tracing.start({ categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
    await page.goto(url(body));
    await shown(page);
    await delay(IDLE_MS);
    const trace = await page.tracing.stop();
    return longestIn(JSON.parse(Buffer.from(trace ?? []).toString('utf8')));
  } finally {
    await context.close();
  }
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly dur?: number;
  readonly args?: { readonly name?: string };
}

function longestIn({ traceEvents }: { readonly traceEvents: readonly TraceEvent[] }): number {
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents.filter(
    ({ name, pid, tid }) => name === 'RunTask' && threads.has(`${pid} ${tid}`),
  );
  const longest = tasks.reduce((most, { dur = 0 }) => Math.max(most, dur), 0);
  if (longest === 0) throw new Error('the trace tells of no task');
  return longest / 1000;
}
