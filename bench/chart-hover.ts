import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchRow } from './bench-row.ts';
import type { ChartPage } from './chart/chart-page.ts';
import { compareCharts, P50, YEAR } from './chart/compare-charts.ts';

/** All rounds together are ten seconds. */
const ROUNDS = 4;
const ROUND_MS = 2_500;
/** A mouse that reports at the rate of the screen. */
const MOVE_MS = 1000 / 60;

/** `chart.hover`: how long scripts run while a pointer moves over ten lines of 60 days for ten seconds. */
export function run(): Promise<BenchRow[]> {
  return compareCharts({
    id: 'chart.hover',
    unit: 'ms/10 s',
    rounds: ROUNDS,
    async prepare(page) {
      await page.call('prepare', ...YEAR);
      await page.call('first', 'lines');
      await page.call('pan', 1);
    },
    measure: async (page) => [await scriptTimeOfHover(page)],
    reach: { '': { share: P50, most: 0.5 } },
  });
}

async function scriptTimeOfHover(page: ChartPage): Promise<number> {
  const before = await page.scriptSeconds();
  const moves = Math.round(ROUND_MS / MOVE_MS);
  for (let move = 0; move < moves; move++) {
    const due = sleep(MOVE_MS);
    await page.page.mouse.move(150 + ((move * 7) % 1000), 150 + ((move * 3) % 200));
    await due;
  }
  return ((await page.scriptSeconds()) - before) * 1000 * ROUNDS;
}
