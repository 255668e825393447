import type { BenchRow } from './bench-row.ts';
import { shippedFiles } from './shipped-files.ts';

const MOST_BYTES = 6_000;

/** `alerts.bytes`: what a page loads for alerts beyond what any other element has loaded already. */
export async function run(): Promise<BenchRow[]> {
  const [alerts, chart] = await Promise.all(['energy-alerts.js', 'energy-chart.js'].map(shippedFiles));
  if (!alerts || !chart) throw new Error('the bundles are not built: npm run build');
  const sum = (isShared: boolean) =>
    [...alerts].reduce((bytes, [name, size]) => (chart.has(name) === isShared ? bytes + size : bytes), 0);
  const [value, shared] = [sum(false), sum(true)];
  return [
    {
      ...{
        id: 'alerts.bytes',
        value,
        unit: 'B',
        peer: 'the core shared with <energy-chart>',
        peer_value: shared,
      },
      ratio: value / shared,
      reach: `≤ ${MOST_BYTES.toLocaleString('en')} B`,
      reached: value <= MOST_BYTES,
      note: 'the shipped energy-alerts.js with its part of the SDK; sound and notifications are loaded when turned on',
    },
  ];
}
