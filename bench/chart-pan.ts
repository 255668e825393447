import type { BenchRow } from './bench-row.ts';
import { compareCharts, P50, P95, YEAR } from './chart/compare-charts.ts';

const FRAMES = 12;

/** `chart.pan`: a frame in which a window of 60 days moves on over ten lines of 35,040 quarter hours. */
export function run(): Promise<BenchRow[]> {
  return compareCharts({
    id: 'chart.pan',
    unit: 'ms',
    rounds: 5,
    async prepare(page) {
      await page.call('prepare', ...YEAR);
      await page.call('first', 'lines');
      await page.call('pan', 2 * FRAMES);
    },
    measure: (page) => page.call('pan', FRAMES),
    reach: { '': { share: P50, most: 0.25 }, '.p95': { share: P95, most: 0.3 } },
  });
}
