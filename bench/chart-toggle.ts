import type { BenchRow } from './bench-row.ts';
import { compareCharts, P50, P95, YEAR } from './chart/compare-charts.ts';

/** `chart.toggle`: a frame that hides one series of a stack of ten, or shows it again, the whole year in view. */
export function run(): Promise<BenchRow[]> {
  return compareCharts({
    id: 'chart.toggle',
    unit: 'ms',
    rounds: 5,
    async prepare(page) {
      await page.call('prepare', ...YEAR);
      await page.call('first', 'stack');
      await page.call('toggle', 4);
    },
    measure: (page) => page.call('toggle', 6),
    reach: { '': { share: P50, most: 0.3 }, '.p95': { share: P95, most: 0.3 } },
  });
}
