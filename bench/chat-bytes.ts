import type { BenchRow } from './bench-row.ts';
import { lazyPart, shippedFiles } from './shipped-files.ts';

const MOST_BYTES = 12_000;
const MOST_LAUNCHER_BYTES = 12_000;

/** `chat.bytes`: what a page loads for an open chat beyond what a chart has loaded already, and for its button alone. */
export async function run(): Promise<BenchRow[]> {
  const [chart, launcher] = await Promise.all(['energy-chart.js', 'support-chat.js'].map(shippedFiles));
  if (!chart || !launcher) throw new Error('the bundles are not built: npm run build');
  const box = await shippedFiles(await lazyPart('chat-box'));
  const open = new Map([...launcher, ...box]);
  const beyond = new Map([...open].filter(([name]) => !chart.has(name)));
  const shared = sum(open) - sum(beyond);
  const row = (id: string, value: number, most: number, note: string): BenchRow => ({
    ...{ id, value, unit: 'B', peer: 'what it shares with <energy-chart>', peer_value: shared },
    ratio: value / shared,
    reach: `≤ ${most.toLocaleString('en')} B`,
    reached: value <= most,
    note,
  });
  return [
    row(
      'chat.bytes',
      sum(beyond),
      MOST_BYTES,
      'button, box and the chats of the SDK, without what is loaded later',
    ),
    row(
      'chat.bytes.launcher',
      sum(launcher),
      MOST_LAUNCHER_BYTES,
      'support-chat.js with Lit, before it is opened',
    ),
  ];
}

function sum(files: ReadonlyMap<string, number>): number {
  return [...files.values()].reduce((bytes, size) => bytes + size, 0);
}
