import { expect } from '@open-wc/testing';
import { FakeClient } from '../../testing/fake-client.ts';
import { greekDay } from '../../testing/greek-day.ts';
import {
  drawnChart,
  mountChart,
  nextEvent,
  textOf,
  unmountCharts,
  whenShown,
} from '../../testing/mount-chart.ts';
import { press } from '../../testing/use-chart.ts';
import { ChartErrorEvent, type EnergyChartElement } from '../energy-chart.ts';

async function chartWith(properties: Partial<EnergyChartElement>) {
  const client = new FakeClient(greekDay());
  const chart = await drawnChart(client, { lang: 'en-GB', ...properties });
  return { client, chart };
}

describe('<energy-chart> as of a time', () => {
  afterEach(unmountCharts);

  it('shows what was known then, and watches nothing', async () => {
    const { client, chart } = await chartWith({ asOf: '2022-01-02T00:00:00Z' });
    expect(client.watches.size).to.equal(0);
    expect(client.reads.map(({ asOf }) => asOf)).to.deep.equal([Date.UTC(2022, 0, 2)]);
    await press(chart, ['End']);
    expect(textOf(chart, 'caption')).to.equal('Sun 2 Jan, 01:00–02:00');
    expect(textOf(chart, '.badge')).to.equal('As known at 2 January 2022, 02:00 EET');
    chart.asOf = '';
    await whenShown(chart, () => client.watches.size === 1);
  });

  it('says of a time in the future that nothing is known of it yet', async () => {
    const chart = mountChart(new FakeClient(greekDay()), { lang: 'en-GB', asOf: '2999-01-01' });
    const told = nextEvent(chart, 'error');
    const error = await whenShown(chart, (root) => root.querySelector('[part=error]'));
    expect(error.textContent).to.include('2999-01-01 lies in the future');
    expect(await told).to.be.instanceOf(ChartErrorEvent);
    // The clock of a page's server may be ahead of the reader's by a moment.
    chart.asOf = new Date(Date.now() + 10_000).toISOString();
    await whenShown(chart, (root) => root.querySelector('.badge')?.textContent?.startsWith('As known at'));
  });

  it('shows the profile and the compared lines as they were known then, too', async () => {
    const asOf = Date.UTC(2022, 0, 2);
    const { client, chart } = await chartWith({ asOf: '2022-01-02T00:00:00Z', view: 'profile' });
    await whenShown(chart, (root) => root.querySelector('.columns'));
    expect(client.profiles.map((request) => request.asOf)).to.deep.equal([asOf]);
    Object.assign(chart, { view: 'compare', compare: ['-1d'] });
    await whenShown(chart, (root) => root.querySelectorAll('.legend li').length === 2);
    expect(client.watches.size).to.equal(0);
    expect(client.reads.map((request) => request.asOf)).to.deep.equal([asOf, asOf]);
  });
});
