import type { BenchRow } from './bench-row.ts';
import { compareCharts, P50, P95, YEAR } from './chart/compare-charts.ts';

const reach = { '': { share: P50, most: 0.5 }, '.p95': { share: P95, most: 0.5 } };

/** `chart.first`: from the bytes of ten series in memory to their first picture, by code that has run before and by code that has not. */
export async function run(): Promise<BenchRow[]> {
  const warm = await compareCharts({
    id: 'chart.first',
    unit: 'ms',
    rounds: 7,
    prepare: (page) => page.call('prepare', ...YEAR),
    measure: async (page) => [await page.call('first', 'lines')],
    reach,
  });
  const cold = await compareCharts({
    id: 'chart.first.cold',
    unit: 'ms',
    rounds: 5,
    async measure(page) {
      await page.reload();
      await page.call('prepare', ...YEAR);
      return [await page.call('first', 'lines')];
    },
    reach,
  });
  return [...warm, ...cold];
}
