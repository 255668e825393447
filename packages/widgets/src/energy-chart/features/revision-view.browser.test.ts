import { expect } from '@open-wc/testing';
import { countryOf, loadOf } from '../../testing/area-series-of.ts';
import { hourly } from '../../testing/chart-series-of.ts';
import { FakeClient } from '../../testing/fake-client.ts';
import { drawnChart, part, textOf, unmountCharts, whenShown } from '../../testing/mount-chart.ts';
import { press } from '../../testing/use-chart.ts';
import type { EnergyChartElement } from '../energy-chart.ts';
import { LocalClient } from '../local-client.ts';

const START = Date.UTC(2022, 0, 1);
const greece = countryOf('GR');
const SAME = 'Every value is as it was published first.';

/** A day of load of which hour 20 was 300 MW less at first. */
async function revisedChart(properties: Partial<EnergyChartElement> = {}) {
  const now = Array.from({ length: 24 }, () => 5000);
  const client = new FakeClient({ load: [loadOf(greece, hourly(START, now))] });
  client.publishFirst('load', [loadOf(greece, hourly(START, now.with(20, 4700)))]);
  const chart = await drawnChart(client, { view: 'revisions', lang: 'en-GB', ...properties });
  await whenShown(chart, (root) => root.querySelector('.legend'));
  return { client, chart };
}

describe('the view "revisions" of <energy-chart>', () => {
  afterEach(unmountCharts);

  it('shows what was published first beside what it is now, and by how much they differ', async () => {
    const { chart, client } = await revisedChart();
    expect(textOf(chart, '.legend')).to.equal('Now First published');
    expect(client.reads.map(({ version }) => version)).to.deep.equal(['first-published']);
    await press(chart, ['End', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft']);
    await whenShown(chart, () => /4\.700/.test(textOf(chart, '.tooltip')));
    expect(textOf(chart, '.tooltip')).to.match(
      /Now ?5.000 GW ?First published ?4.700 GW ?Difference ?0.300 GW/,
    );
    await expect(chart).to.be.accessible();
  });

  it('says that nothing was revised, as one line lies over the other then', async () => {
    const { chart, client } = await revisedChart();
    expect(textOf(chart, '.notices')).to.equal('');
    const now = loadOf(greece, hourly(START, [5000, 4900, Number.NaN, 5100]));
    const same = await drawnChart(new FakeClient({ load: [now] }), { view: 'revisions', lang: 'en-GB' });
    await whenShown(same, () => textOf(same, '.notices') === SAME);
    expect(client.reads).to.have.length(1);
    same.view = 'timeline';
    await whenShown(same, () => textOf(same, '.notices') === '');
  });

  it('passes by what caches have kept once it has heard of a change', async () => {
    const hours = Array.from({ length: 24 * 40 }, () => 5000);
    const client = new FakeClient({ load: [loadOf(greece, hourly(START, hours))] });
    const chart = await drawnChart(client, { view: 'revisions', lang: 'en-GB' });
    await whenShown(chart, () => client.reads.length === 1);
    client.change('load', [loadOf(greece, hourly(START, hours.with(-1, 5100)))]);
    await whenShown(chart, () => textOf(chart, '.latest').includes('5.10'));
    chart.span = '30d';
    await whenShown(chart, () => client.reads.length > 1);
    expect(client.reads.map(({ isFresh }) => isFresh)).to.deep.equal([undefined, true]);
  });

  it('says that the server cannot be reached while it cannot, and reads anew by itself', async () => {
    const client = new FakeClient({
      load: [
        loadOf(
          greece,
          hourly(
            START,
            Array.from({ length: 24 }, () => 5000),
          ),
        ),
      ],
    });
    const chart = await drawnChart(client, { lang: 'en-GB' });
    const away = { code: 'unavailable', retryable: true };
    client.failWith(Object.assign(new Error('upstream connect error'), away));
    chart.view = 'revisions';
    await whenShown(chart, () => textOf(chart, '.notices') === 'The server cannot be reached.');
    client.failWith(undefined);
    await whenShown(chart, () => textOf(chart, '.notices') === SAME);
    expect(textOf(chart, '.legend')).to.equal('Now First published');
    expect(client.reads).to.have.length(2);
  });

  it('has the difference in its table', async () => {
    const { chart } = await revisedChart({ table: true });
    await whenShown(
      chart,
      (root) => root.querySelector('td')?.textContent && /4\.700/.test(textOf(chart, 'tbody')),
    );
    expect(textOf(chart, 'thead')).to.equal('Time ↓ Now First published Difference');
    expect(part(chart, 'tbody').textContent).to.include('0.300');
  });

  it('says that data of the page has no earlier states, and names none', async () => {
    const { load } = { load: [loadOf(greece, hourly(START, [5000, 5100]))] };
    const chart = await drawnChart(new FakeClient({ load }), { view: 'timeline', lang: 'de' });
    chart.client = new LocalClient({ load });
    chart.view = 'revisions';
    await whenShown(chart, (root) =>
      root.querySelector('.notices')?.textContent?.includes('ist hier nicht bekannt'),
    );
    expect(chart.renderRoot.querySelector('.legend')).to.equal(null);
  });

  it('is chosen by hand, and a part of the state', async () => {
    const { chart } = await revisedChart({ controls: true });
    chart.view = 'timeline';
    const select = await whenShown(chart, (root) =>
      root.querySelector<HTMLSelectElement>('select[aria-label=View]'),
    );
    expect([...select.options].map(({ value }) => value)).to.include('revisions');
    select.value = 'revisions';
    select.dispatchEvent(new Event('change'));
    expect(chart.state).to.equal('view=revisions');
  });
});
