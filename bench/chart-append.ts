import type { BenchRow } from './bench-row.ts';
import { compareCharts, P50, P95, YEAR } from './chart/compare-charts.ts';

/** `chart.append`: a frame that shows one more quarter hour of each of ten lines, the whole year in view. */
export function run(): Promise<BenchRow[]> {
  return compareCharts({
    id: 'chart.append',
    unit: 'ms',
    rounds: 5,
    async prepare(page) {
      await page.call('prepare', ...YEAR);
      await page.call('first', 'lines');
      await page.call('append', 5);
    },
    measure: (page) => page.call('append', 6),
    reach: { '': { share: P50, most: 0.2 }, '.p95': { share: P95, most: 0.2 } },
  });
}
