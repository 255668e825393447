import type { BenchRow, Measured } from './bench-row.ts';
import { brotliSize, gzipSize, originsOf } from './embed-origins.ts';
import { lazyPart, shippedFiles } from './shipped-files.ts';

/** What Crisp publishes that its widget takes, in bytes. */
const CRISP = 130_000;
/** What Chatwoot's widget was measured to take (its issue 2658), in bytes. */
const CHATWOOT = 170 * 1024;
const MOST_GZIP = 88_000;
const MOST_BROTLI = 78_000;

/**
 * `embed.bytes`: everything that a page with `wattlet.js` loads for a chart, alerts and an open chat, before each shows what
 * it is for.
 */
export async function run(): Promise<BenchRow[]> {
  const entries = [
    'wattlet.js',
    'energy-chart.js',
    'energy-alerts.js',
    'support-chat.js',
    await lazyPart('chat-box'),
  ];
  const loaded = await Promise.all(entries.map(shippedFiles));
  const files = [...new Set(loaded.flatMap((sizes) => [...sizes.keys()]))];
  const [gzip, brotli] = await Promise.all([total(files, gzipSize), total(files, brotliSize)]);
  const origins = await originsOf(files);
  const named = origins.map(({ origin, bytes }) => `${origin} ${(bytes / 1000).toFixed(1)} kB`).join(', ');
  return [
    atMostBytes(MOST_GZIP, {
      ...{ id: 'embed.bytes', value: gzip, unit: 'B' },
      ...{ peer: 'Crisp’s chat alone, as published', peer_value: CRISP },
      note: `gzip, of ${files.length} files; by what it comes from: ${named}`,
    }),
    atMostBytes(MOST_BROTLI, {
      ...{ id: 'embed.bytes.br', value: brotli, unit: 'B' },
      ...{ peer: 'Chatwoot’s chat alone, as measured', peer_value: CHATWOOT },
      note: 'the same as the server sends it, in Brotli',
    }),
  ];
}

function atMostBytes(most: number, row: Measured): BenchRow {
  const { value, peer_value } = row;
  const reach = `≤ ${most.toLocaleString('en')} B`;
  return { ...row, ratio: value / peer_value, reach, reached: value <= most };
}

async function total(files: readonly string[], size: (file: string) => Promise<number>): Promise<number> {
  const sizes = await Promise.all(files.map(size));
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}
