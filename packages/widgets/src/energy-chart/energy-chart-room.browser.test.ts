import { expect } from '@open-wc/testing';
import { countryOf, generationOf } from '../testing/area-series-of.ts';
import { hourly } from '../testing/chart-series-of.ts';
import { FakeClient } from '../testing/fake-client.ts';
import { DAY_START, greekDay } from '../testing/greek-day.ts';
import { mountChart, part, unmountCharts } from '../testing/mount-chart.ts';
import { whenShown } from '../testing/when-shown.ts';
import { PRODUCTION_TYPES } from '../theme/production-types.ts';
import type { EnergyChartElement } from './energy-chart.ts';
import type { MeterChartElement } from './meter/meter-chart-element.ts';

/** The heights that a chart has had since it was mounted, once all of it is there. */
async function heightsOf(
  properties: Partial<EnergyChartElement>,
  width: number,
  isThere: string,
  client = new FakeClient(greekDay()),
) {
  const chart = mountChart(client, { lang: 'en-GB', ...properties }, width);
  const heights = new Set<number>();
  const observer = new ResizeObserver(
    ([entry]) => entry && heights.add(Math.round(entry.contentRect.height)),
  );
  await chart.updateComplete;
  heights.add(chart.offsetHeight);
  observer.observe(chart);
  const { consumption } = properties;
  const shown = consumption
    ? await whenShown(chart, (root) => root.querySelector<MeterChartElement>('energy-chart-meter'))
    : chart;
  await whenShown(shown, (root) => root.querySelector(isThere));
  await shown.updateComplete;
  // Observers are told after the next frame's layout.
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  observer.disconnect();
  return { chart, heights: [...heights] };
}

/** A client with a day of every production type. */
function everyType(): FakeClient {
  const hours = hourly(DAY_START, Array(24).fill(500));
  return new FakeClient({
    generation: PRODUCTION_TYPES.map(({ name }) => generationOf(countryOf('GR'), name, hours)),
  });
}

describe('the room of <energy-chart>', () => {
  afterEach(unmountCharts);

  for (const width of [200, 360, 700, 1_200]) {
    for (const stream of ['load', 'generation', 'flows'] as const) {
      it(`is the same from its first moment to its data: ${stream}, ${width} px wide`, async () => {
        const { chart, heights } = await heightsOf({ stream }, width, 'canvas');
        expect(heights).to.deep.equal([chart.offsetHeight]);
      });

      for (const view of ['timeline', 'profile', 'mix', 'compare', 'revisions'] as const) {
        it(`is the same until its controls have come: ${stream}, ${view}, ${width} px wide`, async () => {
          const isThere = '.controls .menu';
          const { chart, heights } = await heightsOf({ stream, view, controls: true }, width, isThere);
          expect(heights).to.deep.equal([chart.offsetHeight]);
        });
      }
    }
  }

  for (const bucket of ['hour-of-day', 'day-of-week'] as const) {
    it(`is that of all bars of a horizontal profile: ${bucket}`, async () => {
      const properties = { view: 'profile', orientation: 'horizontal', bucket, controls: true } as const;
      for (const width of [360, 800]) {
        const { chart, heights } = await heightsOf(properties, width, '.bars');
        expect(heights).to.deep.equal([chart.offsetHeight]);
        expect(part(chart, '.scroll').scrollHeight).to.be.at.most(part(chart, '.plot').offsetHeight);
      }
    });
  }

  for (const width of [700, 1_200]) {
    it(`is the same with every type in the legend, ${width} px wide, which is all to be seen`, async () => {
      const properties = { stream: 'generation', controls: true } as const;
      const { chart, heights } = await heightsOf(properties, width, '.legend', everyType());
      expect(heights).to.deep.equal([chart.offsetHeight]);
      const box = part(chart, '.legend-box').getBoundingClientRect();
      for (const entry of chart.renderRoot.querySelectorAll('.legend button'))
        expect(entry.getBoundingClientRect().bottom, entry.textContent ?? '').to.be.at.most(box.bottom);
      await expect(chart).to.be.accessible();
    });
  }

  it('lets a legend be moved that is higher than the page lets the element be', async () => {
    const { chart } = await heightsOf({ stream: 'generation' }, 1_200, '.legend', everyType());
    chart.style.blockSize = '200px';
    const box = part(chart, '.legend-box');
    expect(box.scrollHeight).to.be.above(box.clientHeight);
    await whenShown(chart, () => chart.scrollHeight === 200);
  });

  it('is the title’s and the badge’s in lines of their own where it is narrow', async () => {
    const client = new FakeClient(greekDay());
    const chart = mountChart(client, { lang: 'en-GB', stream: 'generation' }, 360);
    const badge = await whenShown(chart, (root) => root.querySelector('.badge[data-state="stale"]'));
    const title = part(chart, '.title');
    expect(title.offsetHeight).to.be.below(2 * Number.parseFloat(getComputedStyle(title).fontSize));
    expect(badge.getBoundingClientRect().top).to.be.at.least(
      part(chart, '.latest').getBoundingClientRect().bottom,
    );
  });

  for (const width of [360, 800]) {
    it(`of a meter is the same before the part that shows it has come, ${width} px wide`, async () => {
      const [from, to] = [new Date(DAY_START), new Date(DAY_START + 36e5)];
      const values = [{ from, to, wattHours: 900, coverage: 1, aboveLimitWattHours: 0 }];
      const consumption = { meter: { name: 'Heat pump', timeZone: 'UTC' }, values };
      const { chart, heights } = await heightsOf(
        { consumption, area: '', controls: true },
        width,
        '.surface',
      );
      expect(heights).to.deep.equal([chart.offsetHeight]);
    });
  }
});
