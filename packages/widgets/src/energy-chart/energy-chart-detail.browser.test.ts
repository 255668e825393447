import { expect } from '@open-wc/testing';
import { countryOf, generationOf, loadOf } from '../testing/area-series-of.ts';
import { hourly } from '../testing/chart-series-of.ts';
import { FakeClient } from '../testing/fake-client.ts';
import {
  drawnChart,
  mountChart,
  nextEvent,
  paintedPixels,
  textOf,
  unmountCharts,
  whenShown,
} from '../testing/mount-chart.ts';
import { press } from '../testing/use-chart.ts';
import type { EnergyChartElement } from './energy-chart.ts';

const DAY_MS = 86_400_000;
const START = Date.UTC(2020, 0, 1);
const DAYS = 730;

/** Two years of load, and the client's own idea of buckets: it has none. */
const client = () => new FakeClient({ load: loadOfDays(DAYS) });

const loadOfDays = (days: number) => [
  loadOf(
    countryOf('GR'),
    hourly(
      START,
      Array.from({ length: days * 24 }, (_, i) => 5000 + (i % 24)),
    ),
  ),
];

const bucketsOf = (fake: FakeClient) => [...fake.watches].map(({ bucket }) => bucket);

describe('the detail of <energy-chart>', () => {
  afterEach(unmountCharts);

  it('is as fine as the pixels of the plot, and published values once these are wider than an hour', async () => {
    const fake = client();
    const chart = await drawnChart(fake, { span: '12m', lang: 'en-GB' });
    const [whole] = bucketsOf(fake);
    expect(['3h', '6h', '1d']).to.include(whole);
    chart.span = '24h';
    await nextEvent(chart, 'range-change');
    expect(bucketsOf(fake)).to.deep.equal([undefined]);
  });

  it('gets finer as one zooms in, while the old one stays drawn', async () => {
    const fake = client();
    const chart = await drawnChart(fake, { span: 'all' });
    const before = bucketsOf(fake);
    for (let i = 0; i < 8; i++) {
      await press(chart, ['+']);
      expect(paintedPixels(chart)).to.be.greaterThan(0);
    }
    expect(before[0]).to.not.equal(undefined);
    while (bucketsOf(fake)[0] !== undefined || fake.watches.size !== 1)
      await chart.updateComplete.then(nextFrame);
    const [watch] = fake.watches;
    expect(watch?.to).to.be.at.least(Date.parse(chart.to));
  });

  it('leaves the newest value what was published last, however long the buckets are', async () => {
    const chart = await drawnChart(client(), { span: 'all', lang: 'en-GB' });
    await whenShown(chart, () => textOf(chart, '.latest').includes('5.02'));
    expect(textOf(chart, '.latest')).to.equal('5.02 GWFri, 31 Dec 2021, 01:00–02:00');
  });

  it('is no reason to call live what nothing new has come to for days', async () => {
    const [hour, week] = [3_600_000, 7 * DAY_MS];
    const end = Math.floor(Date.now() / hour) * hour - 2 * DAY_MS;
    const hours = hourly(end - 24 * hour, Array(24).fill(5000));
    const weeks = { start: end - 200 * week, stepMs: week, megawatts: new Float64Array(200).fill(5000) };
    const fake = new FakeClient({ load: [loadOf(countryOf('GR'), [weeks])] });
    const fine = new FakeClient({ load: [loadOf(countryOf('GR'), hours)] });
    const { watch } = fake.series;
    fake.series.watch = (request) => (request.bucket ? watch : fine.series.watch)(request);
    const chart = await drawnChart(fake, { span: 'all', lang: 'en-GB' });
    await whenShown(chart, (root) =>
      root.querySelector('.badge')?.textContent?.startsWith('Nothing new since'),
    );
  });

  it('is read as a whole at the edges of the range', async () => {
    const fake = client();
    await drawnChart(fake, { from: '2020-02-01T01:30:00Z', to: '2021-10-01T10:30:00Z' });
    const [watch] = fake.watches;
    expect(watch?.bucket).to.not.equal(undefined);
    expect((watch?.from ?? 1) % (3 * 3_600_000)).to.equal(0);
    expect(watch?.from).to.be.at.most(Date.UTC(2020, 1, 1, 1, 30));
  });
});

describe('the buckets of <energy-chart> that are known only in part', () => {
  afterEach(unmountCharts);

  /** Ten days of sun, of the third and the fourth of which an hour is known. */
  const partly = (properties: Partial<EnergyChartElement>) => {
    const missing = [0, 0, 23, 23, 0, 0, 0, 0, 0, 0];
    const days = {
      start: START,
      stepMs: DAY_MS,
      megawatts: new Float64Array(10).fill(100),
      missingMs: Float64Array.from(missing, (hours) => hours * 3_600_000),
    };
    const fake = new FakeClient({ generation: [generationOf(countryOf('GR'), 'Solar', [days])] });
    return drawnChart(fake, {
      ...{ stream: 'generation', from: '2020-01-01T00:00:00Z', to: '2020-01-11T00:00:00Z', lang: 'en-GB' },
      ...properties,
    });
  };

  it('are not part of the mix, and it says so', async () => {
    const chart = await partly({ view: 'mix' });
    await whenShown(chart, (root) => root.querySelector('.bars'));
    expect(textOf(chart, '.note')).to.contain('48 hours are left out because values are missing.');
  });

  it('say in tooltip and table for how long nothing is known', async () => {
    const chart = await partly({});
    await press(chart, ['Home', 'ArrowRight', 'ArrowRight']);
    expect(textOf(chart, '.tooltip')).to.contain('23 hrs without data');
    chart.table = true;
    await whenShown(chart, (root) => root.querySelector('.data'));
    expect(textOf(chart, '.data tbody tr:nth-child(8)')).to.contain('100 23 hrs without data');
  });
});

describe('the overview of <energy-chart>', () => {
  afterEach(unmountCharts);

  it('is of all the data there is, however little of it is shown', async () => {
    const fake = client();
    const chart = await drawnChart(fake, { span: '24h', controls: true });
    while (fake.watches.size < 2) await nextFrame();
    const whole = [...fake.watches].find(({ bucket }) => bucket !== undefined);
    expect(whole?.from).to.be.at.most(START);
    const shown = await whenShown(chart, (root) => {
      const [box, width] = ['.overview', '.overview .window'].map(
        (selector) => root.querySelector<HTMLElement>(selector)?.offsetWidth ?? 0,
      );
      return box && width && width < box / 20 ? { box, width } : undefined;
    });
    expect(shown.width).to.be.lessThan(shown.box / 20);
    chart.span = 'all';
    while (bucketsOf(fake).filter((bucket) => bucket !== undefined).length !== 1) await nextFrame();
    expect(chart.renderRoot.querySelector('.overview')).to.not.equal(null);
  });
});

/** What is watched for an overview; undefined where nothing is. */
const overviewOf = ({ watches }: FakeClient) => [...watches].find(({ bucket }) => bucket !== undefined);

describe('the overview of a chart that stays open', () => {
  afterEach(unmountCharts);

  it('goes on when the newest data comes close to the end of the week that it was watched for', async () => {
    const fake = client();
    const chart = await drawnChart(fake, { span: '24h', controls: true });
    while (!overviewOf(fake)) await nextFrame();
    const until = overviewOf(fake)?.to ?? 0;
    fake.change('load', loadOfDays(DAYS + 6.5));
    await whenShown(chart, () => (overviewOf(fake)?.to ?? 0) > until);
    expect(fake.watches.size).to.equal(2);
  });

  it('is read again after a failure that may pass', async () => {
    const fake = client();
    const { watch } = fake.series;
    let isDown = true;
    fake.series.watch = (request) => {
      if (isDown && request.bucket) throw Object.assign(new Error('No server'), { retryable: true });
      return watch(request);
    };
    const chart = mountChart(fake, { span: '24h', controls: true });
    await nextEvent(chart, 'error');
    isDown = false;
    await whenShown(chart, () => overviewOf(fake));
  });
});

describe('buckets in <energy-chart>', () => {
  afterEach(unmountCharts);

  it('tell their mean with the lowest and the highest value', async () => {
    const days = 400;
    const constant = (value: number) => new Float64Array(days).fill(value);
    const segment = {
      start: START,
      stepMs: DAY_MS,
      megawatts: constant(5000),
      low: constant(3000),
      high: constant(7000),
    };
    const fake = new FakeClient({ load: [loadOf(countryOf('GR'), [segment])] });
    const chart = await drawnChart(fake, { span: '12m', lang: 'en-GB' });
    await press(chart, ['End']);
    expect(textOf(chart, '.tooltip')).to.include('5.00').and.to.include('3.00').and.to.include('7.00');
    expect(textOf(chart, '#summary')).to.include('highest 7.000 GW');
  });
});

function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
