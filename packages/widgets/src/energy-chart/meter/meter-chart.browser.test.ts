import { expect } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { FakeClient } from '../../testing/fake-client.ts';
import { greekDay } from '../../testing/greek-day.ts';
import { drawnChart, mountChart, nextEvent, unmountCharts } from '../../testing/mount-chart.ts';
import { savedBy } from '../../testing/saved-by.ts';
import { whenShown } from '../../testing/when-shown.ts';
import type { EnergyChartElement } from '../energy-chart-element.ts';
import { LocalClient } from '../local-client.ts';
import { SelectionChangeEvent } from '../selection-change-event.ts';
import type { ConsumptionData } from './consumption.ts';
import { MeterChartElement } from './meter-chart-element.ts';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2022, 0, 1);

/** A day in UTC of an hour with 1 kWh, one with 2 and so on; the sixth is not known, the last only half. */
function dayOf(hours = 8): ConsumptionData {
  const values = Array.from({ length: hours }, (_, i) => ({
    from: new Date(START + i * HOUR_MS),
    to: new Date(START + (i + 1) * HOUR_MS),
    wattHours: (i + 1) * 1000,
    coverage: i === hours - 1 ? 0.5 : 1,
    aboveLimitWattHours: Math.max(0, (i + 1) * 1000 - 5000),
  })).filter((_, i) => i !== 5);
  return { meter: { name: 'Heat pump', timeZone: 'UTC', hourlyLimitWattHours: 5000 }, values };
}

/** A client with meters that notes what it is asked. */
class MeteredClient extends FakeClient {
  readonly asked: unknown[] = [];
  failure: Error | undefined;
  answer = dayOf();
  readonly meters = {
    consumption: async (request: { step: string; meterId: string; from: number; to: number }) => {
      const { step, meterId, from, to } = request;
      this.asked.push({ step, meterId, from, to });
      if (this.failure) throw this.failure;
      return this.answer;
    },
  };
}

const DAY = { from: '2022-01-01', to: '2022-01-02', lang: 'en-GB' };

async function inside(chart: EnergyChartElement, selector = '.surface'): Promise<MeterChartElement> {
  const part = await whenShown(chart, (root) => {
    const found = root.querySelector('energy-chart-meter');
    return found instanceof MeterChartElement && found;
  });
  await part.updateComplete;
  await whenShown(part, (root) => root.querySelector(selector));
  return part;
}

const words = (part: MeterChartElement, selector: string) =>
  [...part.renderRoot.querySelectorAll(selector)].map((one) =>
    (one.textContent ?? '').replace(/\s+/g, ' ').trim(),
  );

describe('<energy-chart> of a meter', () => {
  afterEach(async () => {
    unmountCharts();
    await emulateMedia({ media: 'screen' });
  });

  it('prints its bars where its axes say, whatever height the page gives it, without what a hand is needed for', async () => {
    const properties = { consumption: dayOf(), controls: true, ...DAY };
    const chart = mountChart(new FakeClient({}), properties, 1_400);
    chart.style.minBlockSize = '420px';
    const part = await inside(chart);
    window.dispatchEvent(new Event('beforeprint'));
    await part.updateComplete;
    await emulateMedia({ media: 'print' });
    chart.style.inlineSize = '500px';
    const boxOf = (selector: string) => part.renderRoot.querySelector(selector)?.getBoundingClientRect();
    const [axes, plot, canvas] = [boxOf('.axes'), boxOf('.plot'), boxOf('canvas')];
    expect(axes?.top).to.equal(plot?.top);
    expect(axes?.height).to.be.closeTo(plot?.height ?? 0, 1);
    expect(canvas?.right).to.be.closeTo(plot?.right ?? 0, 1);
    expect(canvas?.bottom).to.be.below(boxOf('.footer')?.top ?? 0);
    expect(boxOf('.controls')?.height).to.equal(0);
    window.dispatchEvent(new Event('afterprint'));
  });

  it('draws what the page has itself, with sum, limit and what is above it', async () => {
    const part = await inside(mountChart(new FakeClient({}), { consumption: dayOf(), ...DAY }));
    expect(words(part, '.title')).to.deep.equal(['Consumption, Heat pump']);
    expect(words(part, '.latest')[0]).to.match(/^30 kWh.*· 5 kWh above the limit$/);
    expect(words(part, '.axes .limit')).to.deep.equal(['Limit 5 kWh an hour']);
    const canvas = part.renderRoot.querySelector('canvas');
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let red = 0;
    let blue = 0;
    for (let i = 0; i < pixels.length; i += 4) {
      const [r = 0, , b = 0, alpha = 0] = pixels.slice(i, i + 4);
      if (alpha === 255 && r > 150 && b < 60) red += 1;
      if (alpha === 255 && b > 150 && r < 60) blue += 1;
    }
    expect(red).to.be.above(500);
    expect(blue).to.be.above(red);
  });

  it('is whole again after the graphics card has lost what was on it', async () => {
    const part = await inside(mountChart(new FakeClient({}), { consumption: dayOf(), ...DAY }));
    const canvas = part.renderRoot.querySelector('canvas');
    const context = canvas?.getContext('2d');
    const pixels = () => context?.getImageData(0, 0, canvas?.width ?? 0, canvas?.height ?? 0).data.join();
    const before = pixels();
    context?.reset();
    expect(pixels()).to.not.equal(before);
    canvas?.dispatchEvent(new Event('contextrestored'));
    await part.updateComplete;
    expect(pixels()).to.equal(before);
  });

  it('sums and names only what lies in the range, of data that the page has itself', async () => {
    const range = { from: '2022-01-01T02:00Z', to: '2022-01-01T04:00Z', lang: 'en-GB' };
    const part = await inside(mountChart(new FakeClient({}), { consumption: dayOf(), ...range }));
    expect(words(part, '.latest')[0]).to.match(/^7 kWh/);
  });

  it('names an attribute that is wrong, offers nothing that cannot help, and draws when it is right', async () => {
    const client = new MeteredClient({});
    const chart = mountChart(client, { meter: '4711', area: '', ...DAY });
    chart.setAttribute('area-type', 'nonsense');
    const part = await inside(chart, '[role=alert]');
    expect(words(part, '.message')[0]).to.include('area-type="nonsense" is not one of CTY, BZN, CTA.');
    expect(part.renderRoot.querySelector('.message button')).to.equal(null);
    chart.setAttribute('area-type', 'CTY');
    await inside(chart);
  });

  it('keeps the limit of hours in a range of any length', async () => {
    const properties = { consumption: dayOf(), from: '2022-01-01', to: '2022-02-01', lang: 'en-GB' };
    const part = await inside(mountChart(new FakeClient({}), properties));
    expect(words(part, '.axes .limit')).to.deep.equal(['Limit 5 kWh an hour']);
  });

  it('is read by keyboard, tells what is incomplete, and says which hour is picked', async () => {
    const chart = mountChart(new FakeClient({}), { consumption: dayOf(), ...DAY });
    const part = await inside(chart);
    const press = async (key: string) => {
      part.renderRoot.querySelector('.surface')?.dispatchEvent(new KeyboardEvent('keydown', { key }));
      await part.updateComplete;
    };
    await press('End');
    expect(words(part, '.tooltip caption')).to.deep.equal(['Sat 1 Jan, 07:00–08:00']);
    expect(words(part, '.tooltip td')).to.deep.equal(['8 kWh', '3 kWh']);
    expect(words(part, '.tooltip .none')).to.deep.equal(['incomplete, 50% of the time is known']);
    await press('ArrowLeft');
    await press('ArrowLeft');
    expect(words(part, '.tooltip caption')).to.deep.equal(['Sat 1 Jan, 04:00–05:00']);
    const picked = nextEvent(chart, 'selection-change');
    await press('Enter');
    const event = await picked;
    expect(event instanceof SelectionChangeEvent && event.from?.getTime()).to.equal(START + 4 * HOUR_MS);
    await whenShown(part, (root) => root.querySelector('[aria-live="polite"]')?.textContent?.match(/5\skWh/));
  });

  it('keeps the bar that is clicked until it is let go, and tells the page; a drag picks none', async () => {
    const chart = mountChart(new FakeClient({}), { consumption: dayOf(), ...DAY });
    const part = await inside(chart);
    const told: (number | undefined)[] = [];
    chart.addEventListener(
      'selection-change',
      (event) => event instanceof SelectionChangeEvent && told.push(event.from?.getTime()),
    );
    const surface = part.renderRoot.querySelector('.surface');
    const { left = 0, top = 0, width = 0 } = surface?.getBoundingClientRect() ?? {};
    const point = async (type: string, hour: number) => {
      const place = { clientX: left + (width * (hour + 0.5)) / 24, clientY: top + 5, pointerType: 'mouse' };
      surface?.dispatchEvent(new PointerEvent(type, place));
      await part.updateComplete;
    };
    const caption = () => words(part, '.tooltip caption');
    await point('pointerdown', 1);
    await point('pointermove', 3);
    await point('click', 3);
    expect(told).to.deep.equal([]);
    await point('pointerdown', 3);
    await point('click', 3);
    await point('pointermove', 1);
    await point('pointerleave', 1);
    expect(caption()).to.deep.equal(['Sat 1 Jan, 03:00–04:00']);
    expect(part.renderRoot.querySelector('.tooltip.pinned')).to.not.equal(null);
    await point('pointerdown', 1);
    await point('click', 1);
    await point('pointerleave', 1);
    expect(caption()).to.deep.equal([]);
    expect(told).to.deep.equal([START + 3 * HOUR_MS, undefined]);
  });

  it('reads the same time as the other charts of its group, and they as it', async () => {
    const meter = mountChart(new FakeClient({}), { consumption: dayOf(), sync: 'a', ...DAY });
    const series = await drawnChart(new FakeClient(greekDay()), { sync: 'a', timeZone: 'UTC', ...DAY });
    const part = await inside(meter);
    const press = (root: ParentNode, key: string) =>
      root.querySelector('.surface')?.dispatchEvent(new KeyboardEvent('keydown', { key }));
    press(part.renderRoot, 'Home');
    await whenShown(
      series,
      (root) => root.querySelector('caption')?.textContent === 'Sat 1 Jan, 00:00–01:00',
    );
    press(series.renderRoot, 'ArrowRight');
    await whenShown(part, () => words(part, '.tooltip caption')[0] === 'Sat 1 Jan, 01:00–02:00');
    press(series.renderRoot, 'Escape');
    await whenShown(part, (root) => !root.querySelector('.tooltip'));
  });

  it('keeps on the screen what a finger has found', async () => {
    const part = await inside(mountChart(new FakeClient({}), { consumption: dayOf(), ...DAY }));
    for (const type of ['pointerdown', 'pointerup', 'pointerleave']) {
      const surface = part.renderRoot.querySelector('.surface');
      surface?.dispatchEvent(new PointerEvent(type, { clientX: 100, pointerType: 'touch' }));
      await part.updateComplete;
    }
    expect(words(part, '.tooltip caption')).to.have.length(1);
  });

  it('shows the last hours of data that the page has itself by its range buttons, and all of it again', async () => {
    const consumption = dayOf(100);
    const chart = mountChart(new FakeClient({}), { consumption, controls: true, lang: 'en-GB' });
    const part = await inside(chart);
    const buttons = () => [...part.renderRoot.querySelectorAll<HTMLButtonElement>('.spans button')];
    const pressed = () =>
      buttons()
        .filter(({ ariaPressed }) => ariaPressed === 'true')
        .map(({ textContent }) => textContent?.trim());
    expect(words(part, '.spans button')).to.deep.equal(['24 h', 'All']);
    expect(pressed()).to.deep.equal(['All']);
    const changed = nextEvent(chart, 'state-change');
    buttons()[0]?.click();
    await changed;
    await whenShown(part, () => pressed().includes('24 h'));
    await whenShown(part, () => words(part, '.latest')[0]?.startsWith('2,124 kWh'));
    const { state } = chart;
    buttons()[1]?.click();
    await whenShown(part, () => words(part, '.latest')[0]?.startsWith('5,044 kWh'));
    expect(chart.state).to.equal('');
    chart.state = state;
    await whenShown(part, () => pressed().includes('24 h'));
  });

  it('offers no range where all the data is less than a day', async () => {
    const properties = { consumption: dayOf(), controls: true, lang: 'en-GB' };
    const part = await inside(mountChart(new FakeClient({}), properties));
    expect(words(part, '.spans button')).to.deep.equal([]);
  });

  it('has what the page puts in place of the legend', async () => {
    const chart = mountChart(new FakeClient({}), { consumption: dayOf(), ...DAY });
    const legend = document.createElement('b');
    Object.assign(legend, { slot: 'legend', textContent: 'Below the limit all is well' });
    chart.append(legend);
    await inside(chart);
    chart.requestUpdate();
    await chart.updateComplete;
    expect(legend.offsetHeight).to.be.above(10);
  });

  it('asks the server for the hours of a day, and for the load of the area beside them', async () => {
    const client = new MeteredClient(greekDay());
    const part = await inside(mountChart(client, { meter: 'm-1', area: 'GR', ...DAY }), '.scale ul');
    expect(client.asked.at(-1)).to.deep.equal({
      step: 'hour',
      meterId: 'm-1',
      from: START,
      to: START + 24 * HOUR_MS,
    });
    expect(words(part, '.legend li')).to.deep.equal(['Consumption', 'Load, Greece']);
    expect(words(part, '.axes text')).to.include('% of own mean');
    expect(words(part, '.scale p')[0]).to.match(
      /^100 % is the mean: Consumption: \S+ kWh\/h; Load, Greece: 5,\d+ MW$/,
    );
  });

  it('draws the hours of the load that come after a range is over', async () => {
    const client = new MeteredClient(greekDay(3));
    const part = await inside(mountChart(client, { meter: 'm-1', area: 'GR', ...DAY }), '.scale ul');
    const [before] = words(part, '.scale p');
    client.change('load', greekDay(6).load);
    await whenShown(part, () => words(part, '.scale p')[0] !== before);
    expect(client.asked).to.have.length.at.most(2);
  });

  it('gives its bars their height beside a load, where the limit is far above them', async () => {
    const client = new MeteredClient(greekDay());
    const { meter, values } = dayOf();
    client.answer = { meter: { ...meter, hourlyLimitWattHours: 100_000 }, values };
    const part = await inside(mountChart(client, { meter: 'm-1', area: 'GR', ...DAY }), '.scale ul');
    expect(words(part, '.axes .limit')).to.deep.equal([]);
    const ticks = words(part, '.axes text').filter((text) => /^\d+$/.test(text));
    expect(Math.max(...ticks.map(Number))).to.be.at.most(300);
  });

  it('is a table where that is wanted, which says of an hour that is not known that it is not', async () => {
    const part = await inside(
      mountChart(new FakeClient({}), { consumption: dayOf(), table: true, ...DAY }),
      'table',
    );
    expect(words(part, 'tbody tr:nth-child(2) > *')).to.deep.equal([
      'Sat, 1 Jan 2022, 07:00–08:00',
      '8 kWh',
      '3 kWh',
      '50%',
    ]);
    expect(words(part, 'tbody tr:nth-child(4) > *')).to.deep.equal([
      'Sat, 1 Jan 2022, 05:00–06:00',
      'no data',
      'no data',
      '0%',
    ]);
    // Seven hours, the one among them that is not known, and what is not known of the day after them.
    expect(part.renderRoot.querySelectorAll('tbody tr').length).to.equal(9);
  });

  it('has pages of many hours, and is sorted by what was consumed, what is not known last', async () => {
    const properties = { consumption: dayOf(60), table: true, lang: 'en-GB' };
    const part = await inside(mountChart(new FakeClient({}), properties), 'table');
    const click = async (selector: string) => {
      part.renderRoot.querySelector<HTMLButtonElement>(selector)?.click();
      await part.updateComplete;
    };
    expect(words(part, '.pages [role=status]')).to.deep.equal(['Page 1 of 3']);
    expect(part.renderRoot.querySelectorAll('tbody tr').length).to.equal(24);
    await click('thead th:nth-child(2) button');
    expect(words(part, 'tbody tr:first-child td')[0]).to.equal('60 kWh');
    await click('thead th:nth-child(2) button');
    expect(words(part, 'tbody tr:first-child td')[0]).to.equal('1 kWh');
    await click('.pages button:last-child');
    await click('.pages button:last-child');
    expect(words(part, '.pages [role=status]')).to.deep.equal(['Page 3 of 3']);
    expect(words(part, 'tbody tr:last-child td')[0]).to.equal('no data');
  });

  it('is taken along with the load beside it, and says where each is from', async () => {
    const client = new MeteredClient(greekDay());
    const chart = mountChart(client, { meter: 'm-1', area: 'GR', controls: true, ...DAY });
    const part = await inside(chart, '.scale ul');
    const source = 'Own meter readings · Data: ENTSO-E Transparency Platform';
    expect(words(part, '.footer')).to.deep.equal([source]);
    const saved = async (text: string) => {
      const buttons = [...part.renderRoot.querySelectorAll<HTMLButtonElement>('.menu button')];
      const button = buttons.find(({ textContent }) => textContent === text);
      const { name, content } = await savedBy(() => button?.click());
      return { name, text: await content.text() };
    };
    const csv = await saved('Download as CSV');
    expect(csv.name).to.equal('consumption.csv');
    expect(csv.text.split('\r\n').slice(0, 6)).to.deep.equal([
      '# Consumption, Heat pump',
      '# UTC',
      '# Load, Greece',
      `# ${source}`,
      'from_utc,to_utc,watt_hours,above_limit_watt_hours,known_share,load_megawatts',
      '2022-01-01T00:00:00.000Z,2022-01-01T01:00:00.000Z,1000,0,1,5000',
    ]);
    const svg = await saved('Download as SVG');
    for (const shown of ['Consumption, Heat pump', 'Load, Greece', '100 % is the mean', source])
      expect(svg.text).to.include(shown);
    const footer = document.createElement('b');
    Object.assign(footer, { slot: 'footer', textContent: 'Data: Our own' });
    chart.append(footer);
    chart.requestUpdate();
    await chart.updateComplete;
    expect((await saved('Download as CSV')).text).to.include('# Data: Our own');
    expect(words(part, '.menu button')).to.include('Print');
  });

  it('names nobody else as the source of what the page has itself', async () => {
    const chart = mountChart(new LocalClient(greekDay()), { consumption: dayOf(), ...DAY });
    const part = await inside(chart, '.scale ul');
    expect(words(part, '.footer')).to.deep.equal(['Own meter readings']);
  });

  it('says since when nothing can be read any more, and nothing once it can', async () => {
    const { setTimeout } = window;
    let refresh: () => void = () => undefined;
    const noted = (run: () => void, waitMs?: number) => {
      if (waitMs !== 60_000) return setTimeout(run, waitMs);
      refresh = run;
      return 0;
    };
    Object.assign(window, { setTimeout: noted });
    try {
      const client = new MeteredClient({});
      client.setStatus({ state: 'idle', since: 0 });
      const chart = mountChart(client, { meter: 'm-1', area: '', from: '2022-01-01', lang: 'en-GB' });
      const part = await inside(chart);
      const badge = (text: RegExp) => whenShown(part, () => text.test(words(part, '.badge').join()));
      await badge(/^$/);
      client.failure = Object.assign(new Error('No server'), { retryable: true });
      refresh();
      await badge(/^Reconnecting since \d\d:\d\d UTC$/);
      window.dispatchEvent(new Event('offline'));
      await badge(/^Offline since \d\d:\d\d UTC$/);
      window.dispatchEvent(new Event('online'));
      await badge(/^Reconnecting since/);
      client.failure = undefined;
      refresh();
      await badge(/^$/);
    } finally {
      Object.assign(window, { setTimeout });
    }
  });

  it('says what is wrong and tries again', async () => {
    const client = new MeteredClient({});
    client.failure = new Error('The server cannot be reached');
    const chart = mountChart(client, { meter: 'm-1', area: '', ...DAY });
    const failed = nextEvent(chart, 'error');
    const part = await inside(chart, '[part="error"]');
    await failed;
    client.failure = undefined;
    part.renderRoot.querySelector<HTMLElement>('[part="error"] button')?.click();
    await whenShown(part, (root) => root.querySelector('.surface'));
  });

  it('goes back to being a chart of a series', async () => {
    const chart = mountChart(new FakeClient(greekDay()), { consumption: dayOf(), ...DAY });
    await inside(chart);
    chart.consumption = undefined;
    await whenShown(chart, (root) => root.querySelector('.surface'));
    expect(chart.renderRoot.querySelector('energy-chart-meter')).to.equal(null);
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`is accessible in the ${theme} theme: plot and table, with controls, beside a load, empty`, async () => {
      const first = mountChart(new MeteredClient(greekDay()), {
        meter: 'm-1',
        controls: true,
        theme,
        ...DAY,
      });
      await inside(first, '.scale ul');
      await expect(first).to.be.accessible();
      first.table = true;
      await inside(first, 'table');
      await expect(first).to.be.accessible();
      unmountCharts();
      const empty = { meter: { name: '', timeZone: 'UTC' }, values: [] };
      const second = mountChart(new FakeClient({}), { consumption: empty, theme, ...DAY });
      await inside(second, '[part="empty"]');
      await expect(second).to.be.accessible();
    });
  }
});
