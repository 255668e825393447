import { join } from 'node:path';
import { build } from 'esbuild';
import type { BenchRow } from './bench-row.ts';
import { bundlePage } from './chart/bundle-page.ts';
import { gzipped, shippedFiles } from './shipped-files.ts';

const WIDGETS = new URL('../packages/widgets/', import.meta.url).pathname;
const MOST_WITHOUT_RPC = 32_000;
const MOST_WITH_RPC = 70_000;

/** `chart.bytes`: what a page loads for a chart, minified and compressed, without and with the SDK. */
export async function run(): Promise<BenchRow[]> {
  const peer = {
    unit: 'B',
    peer: 'uPlot, with a data generator of the benchmark',
    peer_value: gzipped(await bundlePage('uplot')),
  };
  const row = (id: string, value: number, most: number, note: string): BenchRow => ({
    ...{ id, value, ...peer, ratio: value / peer.peer_value, note },
    reach: `≤ ${most.toLocaleString('en')} B`,
    reached: value <= most,
  });
  return [
    row(
      'chart.bytes',
      await coreBytes(),
      MOST_WITHOUT_RPC,
      'energy-chart-core.js: element, engine, Lit and the used d3, bundled by esbuild; parts that are loaded later left out',
    ),
    row(
      'chart.bytes.rpc',
      await shippedBytes('energy-chart.js'),
      MOST_WITH_RPC,
      'the shipped energy-chart.js and what it imports: the same with SDK, Connect and protobuf',
    ),
  ];
}

/** What a bundler makes of the entry that asks no server. */
async function coreBytes(): Promise<number> {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(WIDGETS, 'dist/energy-chart/energy-chart-core.js')],
    outdir: 'out',
    bundle: true,
    splitting: true,
    write: false,
    minify: true,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
  const texts = new Map(outputFiles.map(({ path, text }) => [path.slice(path.lastIndexOf('/') + 1), text]));
  const names = closureOf('energy-chart-core.js', (name) =>
    (metafile.outputs[`out/${name}`]?.imports ?? [])
      .filter(({ kind }) => kind === 'import-statement')
      .map(({ path }) => path.slice(path.lastIndexOf('/') + 1)),
  );
  return names.reduce((sum, name) => sum + gzipped(texts.get(name) ?? ''), 0);
}

/** What a page with the script tag loads before it shows a chart. */
async function shippedBytes(entry: string): Promise<number> {
  return [...(await shippedFiles(entry)).values()].reduce((sum, size) => sum + size, 0);
}

function closureOf(entry: string, importsOf: (name: string) => string[]): string[] {
  const found = new Set([entry]);
  for (const name of found) for (const imported of importsOf(name)) found.add(imported);
  return [...found];
}
