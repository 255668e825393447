import { expect } from '@open-wc/testing';
import { countryOf, generationOf } from '../testing/area-series-of.ts';
import { hourly } from '../testing/chart-series-of.ts';
import { FakeClient } from '../testing/fake-client.ts';
import { DAY_START, greekDay } from '../testing/greek-day.ts';
import {
  drawnChart,
  mountChart,
  nextEvent,
  part,
  plotColors,
  textOf,
  unmountCharts,
  whenShown,
} from '../testing/mount-chart.ts';
import { ChartErrorEvent } from './energy-chart.ts';
import { LocalClient } from './local-client.ts';

describe('the failures of <energy-chart>', () => {
  afterEach(unmountCharts);

  it('says what is wrong, tells the host, and tries again when asked to', async () => {
    const client = new FakeClient(greekDay());
    client.failWith(new Error('The server cannot be reached'));
    const chart = mountChart(client);
    const event = await nextEvent(chart, 'error');
    expect(event).to.be.instanceOf(ChartErrorEvent);
    expect(event.bubbles).to.equal(false);
    const button = await whenShown(chart, (root) => root.querySelector('button'));
    expect(textOf(chart, '.message')).to.include('The server cannot be reached');
    client.failWith(undefined);
    button.click();
    await nextEvent(chart, 'range-change');
    expect(chart.renderRoot.querySelector('.message')).to.equal(null);
  });

  for (const [code, words] of [
    ['unavailable', 'Der Server ist nicht erreichbar.'],
    ['unauthenticated', 'Melden Sie sich an, um das zu sehen.'],
    ['permission_denied', 'Sie dürfen das nicht sehen.'],
    ['internal', 'Nennen Sie 4711, wenn Sie um Hilfe bitten.'],
  ] as const) {
    it(`tells readers in their language of ${code}, and who wrote the page what the server said`, async () => {
      const { warn } = console;
      const warnings: unknown[] = [];
      console.warn = (text) => warnings.push(text);
      try {
        const client = new FakeClient(greekDay());
        client.failWith(Object.assign(new Error(`said of ${code}`), { code, requestId: '4711' }));
        const chart = mountChart(client, { lang: 'de' });
        await whenShown(chart, (root) => root.querySelector('.message')?.textContent?.includes(words));
        expect(textOf(chart, '.message')).to.not.include('said of');
        expect(warnings).to.deep.equal([`Wattlet: said of ${code}`]);
      } finally {
        console.warn = warn;
      }
    });
  }

  for (const back of ['online', 'visibilitychange', 'live'] as const) {
    it(`comes by itself once the server that was down at first is back: ${back}`, async () => {
      const client = new FakeClient(greekDay());
      client.setStatus({ state: 'idle', since: 0 });
      client.failWith(Object.assign(new Error('The server cannot be reached'), { retryable: true }));
      const chart = mountChart(client);
      await whenShown(chart, (root) => root.querySelector('[part=error]'));
      client.failWith(undefined);
      const drawn = nextEvent(chart, 'range-change');
      if (back === 'online') window.dispatchEvent(new Event('online'));
      else if (back === 'live') client.setStatus({ state: 'live', since: 0 });
      else document.dispatchEvent(new Event('visibilitychange'));
      await drawn;
      expect(chart.renderRoot.querySelector('[part=error]')).to.equal(null);
    });
  }

  it('comes by itself once the server that had nothing at first has data', async () => {
    const client = new FakeClient({});
    const chart = mountChart(client, { lang: 'en-GB' });
    await whenShown(chart, (root) =>
      root.querySelector('[part=error]')?.textContent?.includes('There is no data in this stream yet'),
    );
    const drawn = nextEvent(chart, 'range-change');
    client.change('load', greekDay().load);
    await drawn;
    expect(chart.renderRoot.querySelector('[part=error]')).to.equal(null);
  });

  for (const [name, right, known] of [
    ['stream', 'flows', 'load, generation, flows'],
    ['area-type', 'CTY', 'CTY, BZN, CTA'],
    ['span', '7d', '24h, 7d, 30d, 12m, all'],
    ['theme', 'dark', 'auto, light, dark'],
    ['view', 'timeline', 'timeline, profile'],
    ['bucket', 'day-of-week', 'hour-of-day, day-of-week'],
    ['statistic', 'median', 'mean, median'],
    ['orientation', 'horizontal', 'vertical, horizontal'],
  ] as const) {
    it(`names the attribute ${name} when it is wrong, asks for nothing, and draws again when it is right`, async () => {
      const client = new FakeClient(greekDay());
      const chart = await drawnChart(client);
      const told = nextEvent(chart, 'error');
      chart.setAttribute(name, 'nonsense');
      const { message } = ((await told) as ChartErrorEvent).error;
      expect(message).to.include(`${name}="nonsense" is not one of ${known}`);
      await whenShown(chart, (root) => root.querySelector('[role=alert]')?.textContent?.includes('nonsense'));
      expect(chart.renderRoot.querySelector('.message button')).to.equal(null);
      expect(chart.renderRoot.querySelector('.badge')).to.equal(null);
      expect(client.watches.size).to.equal(0);
      chart.setAttribute(name, right);
      await whenShown(chart, (root) => root.querySelector('canvas'));
    });
  }

  for (const [properties, message] of [
    [{ area: '' }, /Set the area attribute/],
    [{ area: 'XX' }, /no data for an area “XX”/],
    [{ from: 'today' }, /from="today" is not a date/],
    [{ timeZone: 'Europe/Atlantis' }, /“Europe\/Atlantis” is not a time zone/],
  ] as const) {
    it(`explains ${JSON.stringify(properties)}, and offers nothing that cannot help`, async () => {
      const chart = mountChart(new FakeClient(greekDay()), properties);
      await whenShown(chart, (root) => root.querySelector('[role=alert]'));
      expect(textOf(chart, '.message')).to.match(message);
      expect(chart.renderRoot.querySelector('.message button')).to.equal(null);
    });
  }

  it('explains what failed in a language that is there only later', async () => {
    const chart = mountChart(new FakeClient(greekDay()), { area: 'XX', lang: 'en-GB' });
    await whenShown(chart, (root) => root.querySelector('[part=error]'));
    chart.lang = 'de';
    chart.requestUpdate();
    await whenShown(chart, (root) =>
      root.querySelector('[part=error]')?.textContent?.includes('Für ein Gebiet „XX“ gibt es keine Daten.'),
    );
  });

  it('has the area alone for a title where the attribute stream is wrong from the start', async () => {
    const chart = mountChart(new FakeClient(greekDay()));
    chart.setAttribute('stream', 'lod');
    await whenShown(chart, (root) => root.querySelector('[role=alert]'));
    expect(textOf(chart, '.message')).to.match(/stream="lod" is not one of load, generation/);
    expect(textOf(chart, '.title')).to.equal('GR');
  });

  it('gives the page a place for what to do when the subscription has ended', async () => {
    const client = new FakeClient(greekDay());
    client.failWith(Object.assign(new Error('It ended on 1 March.'), { code: 'failed_precondition' }));
    const chart = mountChart(client);
    const link = document.createElement('a');
    Object.assign(link, { href: '#', slot: 'subscription-ended', textContent: 'Renew' });
    chart.append(link);
    await nextEvent(chart, 'error');
    await whenShown(chart, (root) => root.querySelector('slot[name=subscription-ended]'));
    expect(link.assignedSlot?.name).to.equal('subscription-ended');
    await expect(chart).to.be.accessible();
  });
});

describe('what <energy-chart> says of missing data', () => {
  afterEach(unmountCharts);

  it('says that all series are hidden, and shows them again', async () => {
    const chart = await drawnChart(new FakeClient(greekDay()), { stream: 'generation', lang: 'en-GB' });
    for (const button of chart.renderRoot.querySelectorAll<HTMLButtonElement>('.legend button'))
      button.click();
    const message = await whenShown(chart, (root) => root.querySelector('.message'));
    expect(message.textContent).to.equal('All series are hidden');
    part(chart, '.legend button').click();
    await whenShown(chart, (root) => root.querySelector('canvas'));
  });

  it('says since when there is no data', async () => {
    const chart = mountChart(new FakeClient(greekDay()), {
      from: '2022-03-01',
      to: '2022-03-02',
      lang: 'en-GB',
    });
    const message = await whenShown(chart, (root) => root.querySelector('.message'));
    expect(message.textContent).to.equal('No data since 2 January 2022, 02:00 EET');
  });

  for (const stream of ['load', 'generation', 'flows'] as const) {
    it(`hatches what lies before the first value of all: ${stream}`, async () => {
      const hatch = '203 213 225';
      const client = new FakeClient(greekDay());
      const chart = await drawnChart(client, {
        stream,
        from: '2021-12-31',
        to: '2022-01-03',
        theme: 'light',
      });
      expect(plotColors(chart).has(hatch)).to.equal(true);
      chart.from = '2022-01-01T00:00Z';
      await nextEvent(chart, 'range-change');
      await chart.updateComplete;
      expect(plotColors(chart).has(hatch)).to.equal(false);
    });
  }

  it('says of its newest value that something is missing where a type has been silent for days', async () => {
    const greece = countryOf('GR');
    const hours = (count: number, value: number) =>
      hourly(
        DAY_START,
        Array.from({ length: count }, () => value),
      );
    const [gas, wind] = ['Fossil Gas', 'Wind Onshore'];
    const chartOf = (silentHours: number) =>
      drawnChart(
        new FakeClient({
          generation: [
            generationOf(greece, gas, hours(96, 3000)),
            generationOf(greece, wind, hours(96 - silentHours, 1000)),
            generationOf(greece, 'Solar', hours(96, 500)),
          ],
        }),
        { stream: 'generation', span: '7d', lang: 'en-GB' },
      );
    const late = await chartOf(3);
    expect(textOf(late, '.figure')).to.equal('4.50 GW');
    expect(textOf(late, '.when')).to.not.contain('Not all');
    const silent = await chartOf(60);
    expect(textOf(silent, '.figure')).to.equal('3.50 GW');
    expect(textOf(silent, '.when')).to.equal(
      'Total · Wed, 5 Jan 2022, 01:00–02:00 · Not all values are known yet',
    );
  });

  it('tells whether it is live', async () => {
    const client = new FakeClient(greekDay());
    const chart = await drawnChart(client, { lang: 'en-GB', replay: true });
    expect(textOf(chart, '.badge')).to.equal('Live');
    const radius = () => getComputedStyle(part(chart, '.badge'), '::before').borderRadius;
    expect(radius()).to.equal('50%');
    client.setStatus({ state: 'reconnecting', since: Date.UTC(2022, 0, 1, 12, 5) });
    await whenShown(chart, (root) => root.querySelector('[data-state=reconnecting]'));
    expect(textOf(chart, '.badge')).to.match(/^Reconnecting since 14:05 EET$/);
    expect(part(chart, '.badge').title).to.equal(part(chart, '.badge').textContent);
    expect(radius()).to.equal('1px');
    client.setStatus({ state: 'live', since: 0 });
    await whenShown(chart, (root) => root.querySelector('[data-state=live]'));
    window.dispatchEvent(new Event('offline'));
    await whenShown(chart, (root) => root.querySelector('[data-state=offline]'));
    expect(textOf(chart, '.badge')).to.match(/^Offline since \d\d:\d\d EES?T$/);
    window.dispatchEvent(new Event('online'));
    await whenShown(chart, (root) => root.querySelector('[data-state=live]'));
  });

  it('does not call live what ended years ago', async () => {
    const chart = await drawnChart(new FakeClient(greekDay()), { lang: 'en-GB' });
    expect(textOf(chart, '.badge')).to.match(/^Nothing new since 2 Jan 2022, 02:00 EET$/);
  });

  it('does not call live an empty stretch of the past, nor a day that goes on and gets nothing', async () => {
    const options = { lang: 'en-GB', from: '2021-06-01', to: '2021-06-02' };
    const chart = mountChart(new FakeClient(greekDay()), options);
    await whenShown(chart, (root) => root.querySelector('.message'));
    await whenShown(chart, (root) => !root.querySelector('.badge'));
    for (const [from, to] of [
      ['2022-01-01', '2022-01-04'],
      ['2022-03-01', '2022-03-02'],
    ]) {
      Object.assign(chart, { from, to });
      await whenShown(chart, (root) =>
        /^Nothing new since 2 Jan 2022, 02:00 EET$/.test(
          root.querySelector('.badge')?.textContent?.trim() ?? '',
        ),
      );
    }
    Object.assign(chart, { from: '2022-01-01', to: '2022-01-02' });
    await whenShown(chart, (root) => root.querySelector('.badge')?.textContent?.trim() === 'Live');
  });

  it('does not call live what the page has itself', async () => {
    const chart = await drawnChart(new LocalClient(greekDay()));
    expect(chart.renderRoot.querySelector('.badge')).to.equal(null);
  });
});
