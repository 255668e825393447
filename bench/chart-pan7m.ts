import { atMost, type BenchRow } from './bench-row.ts';
import { ChartPage } from './chart/chart-page.ts';
import { P50, quantile, SCALES, YEAR } from './chart/compare-charts.ts';

const FRAMES = 12;
const ROUNDS = 5;
/** Twenty series of ten years of quarter hours: 7 million points. */
const TEN_YEARS = [20, 350_400] as const;
/** As many lines, but only 350,400 points. */
const HALF_YEAR = [20, 17_520] as const;

/** `chart.pan7m`: panning 60 days of 7 million points beside panning 350,400, both by our chart. */
export async function run(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const scale of SCALES) {
    const name = scale === 1 ? '' : `.${scale}x`;
    const [seven, year, half] = await panInTurn([TEN_YEARS, YEAR, HALF_YEAR], scale);
    const own = { value: seven ?? Number.NaN, unit: 'ms' };
    rows.push(
      atMost(1.2, {
        ...own,
        id: `chart.pan7m${name}`,
        peer: 'itself with 10 series × 35,040',
        peer_value: year ?? Number.NaN,
        note: 'twice as many lines are drawn as by the peer',
      }),
      atMost(1.2, {
        ...own,
        id: `chart.pan7m${name}.lines`,
        peer: 'itself with 20 series × 17,520',
        peer_value: half ?? Number.NaN,
        note: 'as many lines, a twentieth of the points',
      }),
    );
  }
  return rows;
}

type Size = readonly [seriesCount: number, length: number];

async function panInTurn(sizes: readonly Size[], scale: number): Promise<number[]> {
  await using pages = new AsyncDisposableStack();
  const sides: { page: ChartPage; times: number[] }[] = [];
  for (const size of sizes) {
    const page = pages.use(await ChartPage.open('energy-chart', scale));
    await page.call('prepare', ...size);
    await page.call('first', 'lines');
    await page.call('pan', 2 * FRAMES);
    sides.push({ page, times: [] });
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const { page, times } of sides) times.push(...(await page.call('pan', FRAMES)));
  }
  return sides.map(({ times }) => quantile(times, P50));
}
