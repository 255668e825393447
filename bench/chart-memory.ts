import type { BenchRow } from './bench-row.ts';
import { compareCharts, P50, YEAR } from './chart/compare-charts.ts';

/** `chart.memory`: what a chart of ten lines keeps once it has been panned: objects of scripts and documents, and arrays. */
export function run(): Promise<BenchRow[]> {
  return compareCharts({
    id: 'chart.memory',
    unit: 'B',
    rounds: 3,
    scales: [1],
    async measure(page) {
      await page.reload();
      const before = await page.retainedBytes();
      await page.call('prepare', ...YEAR);
      await page.call('first', 'lines');
      await page.call('pan', 5);
      await page.call('forget');
      return [(await page.retainedBytes()) - before];
    },
    reach: { '': { share: P50, most: 1 } },
  });
}
