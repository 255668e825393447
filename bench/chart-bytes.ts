import type { BenchRow } from './bench-row.ts';
import { bundlePage } from './chart/bundle-page.ts';
import { gzipped, shippedFiles } from './shipped-files.ts';

const MOST_WITHOUT_RPC = 32_000;
const MOST_WITH_RPC = 70_000;

/** `chart.bytes`: what a page loads for a chart, minified and compressed, without and with the SDK. */
export async function run(): Promise<BenchRow[]> {
  const peer = {
    unit: 'B',
    peer: 'uPlot, with the driver of the benchmark',
    peer_value: gzipped(await bundlePage('uplot')),
  };
  const row = async (id: string, entry: string, most: number): Promise<BenchRow> => {
    const value = await loadedBytes(entry);
    return {
      ...{ id, value, ...peer, ratio: value / peer.peer_value },
      reach: `≤ ${most.toLocaleString('en')} B`,
      reached: value <= most,
      note: `${entry} and what it imports before it runs`,
    };
  };
  return [
    await row('chart.bytes', 'energy-chart-core.js', MOST_WITHOUT_RPC),
    await row('chart.bytes.rpc', 'energy-chart.js', MOST_WITH_RPC),
  ];
}

/** What a page with the script tag loads before it shows a chart: parts that are loaded later are left out. */
async function loadedBytes(entry: string): Promise<number> {
  return [...(await shippedFiles(entry)).values()].reduce((sum, size) => sum + size, 0);
}
