import { expect } from '@open-wc/testing';
import { countryOf, loadOf } from '../../testing/area-series-of.ts';
import { FakeClient } from '../../testing/fake-client.ts';
import { greekDay, hourOfDay } from '../../testing/greek-day.ts';
import {
  drawnChart,
  nextEvent,
  paintedPixels,
  part,
  textOf,
  unmountCharts,
  whenShown,
} from '../../testing/mount-chart.ts';
import { press } from '../../testing/use-chart.ts';
import { type ChartErrorEvent, type EnergyChartElement, StateChangeEvent } from '../energy-chart.ts';

const WEEK_MS = 7 * 864e5;

/** Chooses an option of a list as a user does. */
function choose(chart: EnergyChartElement, label: string, value: string): void {
  const select = part<HTMLSelectElement>(chart, `select[aria-label="${label}"]`);
  select.value = value;
  select.dispatchEvent(new Event('change'));
}

/** The entry of a chart's menu that says this. */
function entry(chart: EnergyChartElement, text: string): HTMLButtonElement {
  const buttons = [...chart.renderRoot.querySelectorAll<HTMLButtonElement>('.menu button')];
  const found = buttons.find((button) => button.textContent === text);
  if (!found) throw new Error(`the menu has no ${text}`);
  return found;
}

async function chartWith(properties: Partial<EnergyChartElement>, width?: number) {
  const client = new FakeClient(greekDay());
  const chart = await drawnChart(client, { lang: 'en-GB', ...properties }, width);
  return { client, chart };
}

/** A chart with its controls, and all of them there. */
async function controlledChart(properties: Partial<EnergyChartElement> = {}, width?: number) {
  const both = await chartWith({ controls: true, ...properties }, width);
  await whenShown(both.chart, (root) => root.querySelector('.menu'));
  await whenShown(both.chart, (root) => root.querySelector('option[value=GR]')?.textContent === 'Greece');
  return both;
}

describe('the controls of <energy-chart>', () => {
  afterEach(unmountCharts);

  for (const theme of ['light', 'dark'] as const) {
    for (const width of [800, 360]) {
      it(`are accessible, ${width} px wide, in the ${theme} theme`, async () => {
        const { chart } = await controlledChart({ stream: 'generation', theme }, width);
        part(chart, 'details').toggleAttribute('open', true);
        await expect(chart).to.be.accessible();
      });
    }
  }

  for (const [lang, reset] of [
    ['en-GB', 'Reset'],
    ['de', 'Zurücksetzen'],
    ['el', 'Επαναφορά'],
    ['ro', 'Resetează'],
  ] as const) {
    it(`take three rows where the chart is as narrow as a phone, also once it has moved: ${lang}`, async () => {
      const { chart } = await chartWith({ controls: true, stream: 'generation', lang }, 336);
      await whenShown(chart, (root) => root.querySelector('.menu'));
      await whenShown(chart, (root) => root.querySelector('.dates'));
      const rows = (count: number) => count * 32 + (count - 1) * 8;
      expect(part(chart, '.bar').offsetHeight).to.be.at.most(rows(3));
      await press(chart, ['+']);
      await whenShown(chart, (root) => root.querySelector('.plain')?.textContent?.trim() === reset);
      expect(part(chart, '.bar').offsetHeight).to.be.at.most(rows(3));
      Object.assign(chart, { view: 'compare', compare: ['-1d'] });
      await whenShown(chart, (root) => root.querySelectorAll('.bar > select').length === 4);
      expect(part(chart, '.bar').offsetHeight).to.be.at.most(rows(4));
      const { right } = part(chart, '.bar').getBoundingClientRect();
      for (const one of chart.renderRoot.querySelectorAll('.bar :is(select, input, button, summary)'))
        expect(one.getBoundingClientRect().right, one.textContent ?? '').to.be.at.most(right + 0.5);
    });
  }

  it('tell the page each choice, as a state to come back to', async () => {
    const { chart } = await controlledChart({ stream: 'flows' });
    const states: string[] = [];
    chart.addEventListener(
      'state-change',
      (event) => event instanceof StateChangeEvent && states.push(event.state),
    );
    choose(chart, 'View', 'profile');
    await chart.updateComplete;
    await whenShown(chart, (root) => root.querySelector('select[aria-label=Per]'));
    choose(chart, 'Per', 'Day of the week');
    await chart.updateComplete;
    entry(chart, 'Show as a table').click();
    await whenShown(chart, (root) => root.querySelector('table'));
    choose(chart, 'Area', 'BG');
    await chart.updateComplete;
    expect(states).to.deep.equal([
      'view=profile',
      'view=profile&bucket=day-of-week',
      'view=profile&bucket=day-of-week&table=true',
      'area=BG&view=profile&bucket=day-of-week&table=true',
    ]);
    chart.state = 'view=mix';
    await chart.updateComplete;
    expect(states).to.have.length(4);
  });

  it('choose stream and view', async () => {
    const { chart } = await controlledChart();
    choose(chart, 'What is shown', 'generation');
    await chart.updateComplete;
    choose(chart, 'View', 'mix');
    await whenShown(chart, (root) => root.querySelector('.bars'));
    expect([chart.stream, chart.view]).to.deep.equal(['generation', 'mix']);
  });

  it('show another span of the newest data, and come back', async () => {
    const { chart } = await controlledChart();
    const spans = () => [...chart.renderRoot.querySelectorAll<HTMLButtonElement>('.spans button')];
    const pressed = () =>
      spans()
        .find((button) => button.ariaPressed === 'true')
        ?.textContent?.trim();
    expect(pressed()).to.equal('24 h');
    spans()[1]?.click();
    await chart.updateComplete;
    expect([pressed(), chart.span]).to.deep.equal(['7 d', '7d']);
    part(chart, '.plain').click();
    await chart.updateComplete;
    expect([pressed(), chart.span]).to.deep.equal(['24 h', '24h']);
  });

  it('show the days that are chosen, by the clock of the area', async () => {
    const { chart } = await controlledChart();
    const first = part<HTMLInputElement>(chart, 'input[aria-label="First day"]');
    expect(first.value).to.equal('2022-01-01');
    first.value = '2022-01-02';
    first.dispatchEvent(new Event('change'));
    await chart.updateComplete;
    expect([chart.from, chart.to]).to.deep.equal(['2022-01-01T22:00:00.000Z', '2022-01-02T00:00:00.000Z']);
  });

  it('show a day that is typed once it is whole', async () => {
    const { chart } = await controlledChart();
    const first = part<HTMLInputElement>(chart, 'input[aria-label="First day"]');
    const { from } = chart;
    // As browsers do: the year is 2 first.
    for (const value of ['0002-01-02', '2022-01-02']) {
      first.dispatchEvent(new KeyboardEvent('keydown', { key: '2' }));
      first.value = value;
      first.dispatchEvent(new Event('change'));
      chart.requestUpdate();
      await chart.updateComplete;
      expect([first.value, chart.from]).to.deep.equal([value, from]);
    }
    first.dispatchEvent(new FocusEvent('blur'));
    await chart.updateComplete;
    expect([first.value, chart.from]).to.deep.equal(['2022-01-02', '2022-01-01T22:00:00.000Z']);
  });

  it('say so where the days that are chosen lie beyond the data, until another range is shown', async () => {
    const { chart } = await controlledChart();
    const last = part<HTMLInputElement>(chart, 'input[aria-label="Last day"]');
    const { value } = last;
    last.value = '2022-03-01';
    last.dispatchEvent(new Event('change'));
    const notice = await whenShown(chart, (root) => root.querySelector('[role=status].notices p'));
    expect(notice.textContent).to.match(/^There is data from .* January 2022, .* EET only\.$/);
    expect(last.value).to.equal(value);
    part(chart, '.spans button:first-child').click();
    await whenShown(chart, (root) => !root.querySelector('.notices p'));
  });

  it('call ten years so where there is more, show no more, and say so', async () => {
    const segment = {
      start: Date.UTC(2010, 0, 4),
      stepMs: WEEK_MS,
      megawatts: new Float64Array(626).fill(5000),
    };
    const client = new FakeClient({ load: [loadOf(countryOf('GR', { timeZone: 'UTC' }), [segment])] });
    const chart = await drawnChart(client, { lang: 'en-GB', controls: true });
    const all = await whenShown(
      chart,
      (root) =>
        root.querySelector<HTMLButtonElement>('.dates') &&
        root.querySelector<HTMLButtonElement>('.spans button:last-child'),
    );
    expect(all.textContent?.trim()).to.equal('10 y');
    const shown = nextEvent(chart, 'range-change');
    all.click();
    const end = segment.start + 626 * WEEK_MS;
    expect(await shown).to.deep.include({ from: new Date(end - 3653 * 864e5), to: new Date(end) });
    const first = part<HTMLInputElement>(chart, 'input[aria-label="First day"]');
    first.value = '2010-01-05';
    first.dispatchEvent(new Event('change'));
    await whenShown(chart, (root) => root.querySelector('.notices p'));
    expect(textOf(chart, '.notices')).to.equal('At most ten years can be shown at once.');
    expect(first.value).to.equal(new Date(end - 3653 * 864e5).toISOString().slice(0, 10));
  });

  it('give no way back once nothing has moved any more', async () => {
    const { chart } = await controlledChart();
    const [day, week] = chart.renderRoot.querySelectorAll<HTMLButtonElement>('.spans button');
    week?.click();
    await whenShown(chart, (root) => root.querySelector('.plain'));
    day?.click();
    await whenShown(chart, (root) => !root.querySelector('.plain'));
    expect(chart.state).to.equal('');
  });

  it('have a menu that Escape, a press elsewhere and another view close', async () => {
    const { chart } = await controlledChart();
    const menu = part<HTMLDetailsElement>(chart, '.menu');
    const open = async () => {
      menu.open = true;
      await new Promise((resolve) => menu.addEventListener('toggle', resolve, { once: true }));
    };
    await open();
    entry(chart, 'Print').focus();
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    expect(menu.open).to.equal(false);
    expect(chart.shadowRoot?.activeElement).to.equal(part(chart, '.menu summary'));
    await open();
    document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    expect(menu.open).to.equal(false);
    await open();
    choose(chart, 'View', 'compare');
    await whenShown(chart, () => !menu.open);
  });

  it('copy code that shows the same chart, and say so', async () => {
    const properties = {
      view: 'compare',
      compare: ['DE', '-52w'],
      hiddenSeries: ['DE'],
      bucket: 'day-of-week',
      statistic: 'median',
      orientation: 'horizontal',
      patterns: true,
      timeZone: 'Europe/Athens',
      span: '7d',
    } as const;
    const { chart } = await controlledChart(properties);
    const { clipboard } = navigator;
    const copied = Promise.withResolvers<string>();
    const fake = { writeText: async (text: string) => copied.resolve(text) };
    Object.defineProperty(navigator, 'clipboard', { value: fake, configurable: true });
    entry(chart, 'Copy embed code').click();
    const page = new DOMParser().parseFromString(await copied.promise, 'text/html');
    Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
    const names = page.querySelector('energy-chart')?.getAttributeNames().sort().join(' ');
    expect(names).to.equal(
      'area bucket compare controls hidden-series orientation patterns span statistic time-zone view',
    );
    expect(page.querySelector('script')?.src).to.equal(`${location.origin}/widgets/wattlet.js`);
    expect(page.querySelector('energy-chart')?.getAttribute('compare')).to.equal('DE,-52w');
    await whenShown(chart, (root) => root.querySelector('.notices')?.textContent?.includes('Copied'));
    choose(chart, 'View', 'timeline');
    await whenShown(chart, (root) => !root.querySelector('.notices')?.textContent?.includes('Copied'));
  });

  it('say what the browser did not allow', async () => {
    const { chart } = await controlledChart();
    const { clipboard } = navigator;
    const fake = { writeText: () => Promise.reject(new Error('refused')) };
    Object.defineProperty(navigator, 'clipboard', { value: fake, configurable: true });
    entry(chart, 'Copy embed code').click();
    await whenShown(chart, (root) => root.querySelector('.notices')?.textContent?.includes('did not allow'));
    Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
  });

  it('have an overview whose window moves the range, where there is room', async () => {
    const { chart } = await controlledChart({ from: '2022-01-01T04:00:00Z', to: '2022-01-01T08:00:00Z' });
    const overview = part(chart, '.overview');
    const { left, width, top } = overview.getBoundingClientRect();
    const pointer = (type: string, share: number) =>
      overview.dispatchEvent(
        new PointerEvent(type, { clientX: left + width * share, clientY: top + 9, button: 0 }),
      );
    pointer('pointerdown', 0.25);
    pointer('pointermove', 0.5);
    pointer('pointerup', 0.5);
    await chart.updateComplete;
    const hours = [chart.from, chart.to].map((time) => Math.round((Date.parse(time) - hourOfDay(0)) / 36e5));
    expect(hours).to.deep.equal([10, 14]);
    // Frames go by while a hand drags.
    const told: string[] = [];
    for (const type of ['range-change', 'state-change']) chart.addEventListener(type, () => told.push(type));
    for (const [type, share] of [
      ['pointerdown', 0.5],
      ['pointermove', 0.6],
    ] as const) {
      pointer(type, share);
      await chart.updateComplete;
    }
    expect(told).to.deep.equal([]);
    pointer('pointerup', 0.6);
    await chart.updateComplete;
    expect(told).to.deep.equal(['state-change', 'range-change']);
    const narrow = await controlledChart({}, 500);
    expect(part(narrow.chart, '.overview').offsetHeight).to.equal(0);
  });

  it('have an overview that begins with the first value of all, also where the range begins before', async () => {
    const { chart } = await controlledChart({ from: '2021-12-30', to: '2022-01-01T12:00Z' });
    const [box, shown] = ['.overview', '.overview .window'].map((name) => part(chart, name).offsetWidth);
    expect(shown).to.be.closeTo((box ?? 0) / 2, 2);
  });

  for (const year of [2001, 2024]) {
    it(`keep the window on the overview where there is no data, in ${year}, and the page as wide as it is`, async () => {
      const { chart } = await controlledChart({ from: `${year}-05-01`, to: `${year}-05-02` }, 700);
      const box = await whenShown(chart, (root) => root.querySelector<HTMLElement>('.overview'));
      await chart.updateComplete;
      const { left, right } = box.getBoundingClientRect();
      expect(right - left).to.be.above(500);
      for (const layer of box.querySelectorAll('div')) {
        const { left: start, right: end } = layer.getBoundingClientRect();
        expect([start > left - 0.5, end < right + 0.5], layer.className).to.deep.equal([true, true]);
      }
      expect(document.documentElement.scrollWidth).to.be.at.most(innerWidth);
    });
  }
});

describe('the views of <energy-chart>', () => {
  afterEach(unmountCharts);

  for (const view of ['mix', 'profile'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      it(`are accessible: ${view} in the ${theme} theme`, async () => {
        const { chart } = await chartWith({ stream: 'generation', view, theme });
        await whenShown(chart, (root) => root.querySelector('.bars, .columns'));
        await expect(chart).to.be.accessible();
      });
    }
  }

  it('mix: says each share of the energy, largest first', async () => {
    const { chart } = await chartWith({ stream: 'generation', view: 'mix' });
    await whenShown(chart, (root) => root.querySelector('.bars'));
    const texts = [...chart.renderRoot.querySelectorAll('.bars li')].map((item) =>
      (item.textContent ?? '').replace(/\s+/g, ' ').trim(),
    );
    expect(texts).to.deep.equal([
      'Gas 50% · 43.2 GWh',
      'Wind onshore 33.3% · 28.8 GWh',
      'Solar 16.7% · 14.4 GWh',
      'Pumped storage, consumption −4.8 GWh',
    ]);
  });

  it('mix: is not offered for load, which has no parts, and is all of it where it is asked for', async () => {
    const { chart } = await controlledChart({ stream: 'generation', view: 'mix' });
    choose(chart, 'What is shown', 'load');
    await whenShown(chart, (root) => root.querySelector('canvas'));
    const view = part<HTMLSelectElement>(chart, 'select[aria-label=View]');
    expect([chart.view, view.value]).to.deep.equal(['timeline', 'timeline']);
    expect([...view.options].map(({ value }) => value)).not.to.include('mix');
    chart.view = 'mix';
    await whenShown(chart, (root) => root.querySelector('.bars'));
    expect(view.value).to.equal('mix');
    expect(textOf(chart, '.bars')).to.match(/^Load 100% · /);
  });

  it('profile: asks the server in the time of the area, by hour or weekday, mean or median', async () => {
    const { chart } = await controlledChart({
      view: 'profile',
      bucket: 'day-of-week',
      statistic: 'median',
    });
    await whenShown(chart, (root) => root.querySelector('.columns'));
    expect(textOf(chart, '.columns li:last-child')).to.match(/Sunday: 70 MW|Sunday: 0\.070 GW/);
    choose(chart, 'Per', 'Hour of the day');
    await whenShown(chart, (root) => root.querySelectorAll('.columns li').length === 24);
    chart.orientation = 'horizontal';
    await whenShown(chart, (root) => root.querySelectorAll('.bars li').length === 24);
  });

  it('profile: of several series tells only means, which add up', async () => {
    const { chart } = await chartWith({ stream: 'generation', view: 'profile', statistic: 'median' });
    await whenShown(chart, (root) => root.querySelector('.columns'));
    expect(chart.renderRoot.querySelector('select[aria-label=Statistic]')).to.equal(null);
    expect(textOf(chart, '.columns li:last-child')).to.match(/: (69 MW|0\.069 GW)$/);
  });
});

describe('the comparison of <energy-chart>', () => {
  afterEach(unmountCharts);

  const germany = countryOf('DE');
  const two = () => {
    const { load } = greekDay();
    const half = load.map(({ segments }) =>
      loadOf(
        germany,
        segments.map((one) => ({ ...one, megawatts: one.megawatts.map((value) => value / 2) })),
      ),
    );
    return new FakeClient({ load: [...load, ...half] });
  };

  it('draws a line for each area, and is accessible', async () => {
    const chart = await drawnChart(two(), { view: 'compare', compare: ['DE'], lang: 'en-GB' });
    await whenShown(chart, (root) => root.querySelectorAll('.legend li').length === 2);
    expect(textOf(chart, '.legend')).to.equal('Greece Germany');
    await press(chart, ['Home']);
    expect(textOf(chart, '.tooltip')).to.equal('Sat 1 Jan, 02:00–03:00 Greece 5.000 GW Germany 2.500 GW');
    await expect(chart).to.be.accessible();
  });

  it('sets an area beside itself some days before, by the clock on the wall', async () => {
    const client = new FakeClient(greekDay(48));
    const chart = await drawnChart(client, { view: 'compare', compare: ['-1d'], lang: 'en-GB' });
    await whenShown(chart, (root) => root.querySelectorAll('.legend li').length === 2);
    await press(chart, ['Home']);
    expect(textOf(chart, '.tooltip')).to.equal(
      'Sun 2 Jan, 02:00–03:00 Greece 5.000 GW One day before 5.000 GW',
    );
    chart.compare = [];
    await whenShown(chart, () => client.watches.size === 1);
  });

  it('says of the time before another line begins only that this has nothing there', async () => {
    const options = { view: 'compare', compare: ['-1d'], span: '7d', lang: 'en-GB' } as const;
    const chart = await drawnChart(new FakeClient(greekDay(48)), options);
    await whenShown(chart, (root) => root.querySelectorAll('.legend li').length === 2);
    await press(chart, ['Home']);
    expect(textOf(chart, '.tooltip')).to.equal(
      'Sat 1 Jan, 02:00–03:00 Greece 5.000 GW One day before no data',
    );
  });

  it('ends with the newest value, however far the line of another week goes on', async () => {
    const options = { view: 'compare', compare: ['-1w'], controls: true, lang: 'en-GB' } as const;
    const chart = await drawnChart(new FakeClient(greekDay(48)), { ...options, span: '7d' });
    await whenShown(chart, (root) => root.querySelectorAll('.legend li').length === 2);
    await chart.updateComplete;
    const [box, shown] = ['.overview', '.overview .window'].map((name) => part(chart, name));
    expect(shown?.offsetWidth).to.be.closeTo(box?.offsetWidth ?? 0, 1);
    const told: unknown[] = [];
    chart.addEventListener('range-change', (event) => told.push(event));
    await press(chart, ['ArrowRight'], { shiftKey: true });
    expect(told).to.deep.equal([]);
  });

  it('is chosen and given up by the controls', async () => {
    const chart = await drawnChart(two(), { view: 'compare', controls: true, lang: 'en-GB' });
    await whenShown(chart, (root) => root.querySelector('option[value=DE]')?.textContent === 'Germany');
    choose(chart, 'Compare with…', 'DE');
    await chart.updateComplete;
    expect(chart.compare).to.deep.equal(['DE']);
    part(chart, 'button[aria-label="Do not compare with Germany"]').click();
    await chart.updateComplete;
    expect(chart.compare).to.deep.equal([]);
  });

  it('tries again by itself what may pass, and says so until it has', async () => {
    const client = two();
    const chart = await drawnChart(client, { lang: 'en-GB' });
    client.failWith(Object.assign(new Error('away'), { retryable: true }));
    Object.assign(chart, { view: 'compare', compare: ['DE'] });
    await whenShown(chart, (root) => root.querySelector('.notices p')?.textContent?.includes('DE'));
    client.failWith(undefined);
    await whenShown(chart, (root) => root.querySelectorAll('.legend li').length === 2);
    await whenShown(chart, (root) => !root.querySelector('.notices p'));
  });

  it('says which area it does not know, and draws the rest', async () => {
    const chart = await drawnChart(two());
    const told = nextEvent(chart, 'error');
    Object.assign(chart, { view: 'compare', compare: ['XX'] });
    expect(((await told) as ChartErrorEvent).error.message).to.include('XX');
    await whenShown(chart, (root) =>
      root.querySelector('[role=status].notices p')?.textContent?.includes('XX'),
    );
    await chart.updateComplete;
    expect(paintedPixels(chart)).to.be.greaterThan(1000);
  });
});

describe('the table of <energy-chart>', () => {
  afterEach(unmountCharts);

  it('holds every value, newest first, and sorts by any column', async () => {
    const { chart } = await chartWith({ table: true, stream: 'generation' });
    await whenShown(chart, (root) => root.querySelector('.data'));
    expect(chart.renderRoot.querySelectorAll('.data tbody tr')).to.have.length(24);
    expect(textOf(chart, '.data tbody th')).to.equal('Sun, 2 Jan 2022, 01:00–02:00');
    await expect(chart).to.be.accessible();
    part(chart, '.data thead th:nth-child(2) button').click();
    await chart.updateComplete;
    expect(part(chart, '.data thead th:nth-child(2)').getAttribute('aria-sort')).to.equal('descending');
    expect(textOf(chart, '.data tbody td')).to.equal('2.100');
  });

  it('has pages', async () => {
    const client = new FakeClient(greekDay(60));
    const chart = await drawnChart(client, { table: true, span: '7d', lang: 'en-GB' });
    await whenShown(chart, (root) => root.querySelector('.pages'));
    expect(textOf(chart, '.pages [role=status]')).to.equal('Page 1 of 3');
    part(chart, '.pages button:last-child').click();
    await chart.updateComplete;
    expect(textOf(chart, '.pages [role=status]')).to.equal('Page 2 of 3');
  });
});

describe('the exports of <energy-chart>', () => {
  afterEach(unmountCharts);

  /** What the browser is given to save. */
  async function saved(chart: EnergyChartElement, text: string): Promise<{ name: string; content: Blob }> {
    const { createObjectURL } = URL;
    const blobs: Blob[] = [];
    URL.createObjectURL = (blob: Blob) => {
      blobs.push(blob);
      return createObjectURL(blob);
    };
    const clicked = new Promise<string>((resolve) => {
      const original = HTMLAnchorElement.prototype.click;
      HTMLAnchorElement.prototype.click = function () {
        HTMLAnchorElement.prototype.click = original;
        resolve(this.download);
      };
    });
    entry(chart, text).click();
    const name = await clicked;
    URL.createObjectURL = createObjectURL;
    const content = blobs.at(-1);
    if (!content) throw new Error('nothing was saved');
    return { name, content };
  }

  it('CSV: names title, zone, source and as-of, and has a line for every interval', async () => {
    const { chart } = await controlledChart();
    const { name, content } = await saved(chart, 'Download as CSV');
    const lines = (await content.text()).split('\r\n');
    expect(name).to.equal('load-GR-2022-01-01.csv');
    expect(lines[0]).to.equal('# Electricity load, Greece');
    expect(lines[1]).to.equal('# Europe/Athens, MW');
    expect(lines[3]).to.match(/^# As known at /);
    expect(lines[5]).to.equal(
      '2022-01-01T00:00:00.000Z,2022-01-01T01:00:00.000Z,2022-01-01T02:00:00+02:00,5000',
    );
    expect(lines).to.have.length(30);
  });

  it('SVG and PNG: hold title, legend, source, zone and as-of, at twice the resolution', async () => {
    const { chart } = await controlledChart({ stream: 'generation' });
    // The legend may have taken some of the width since the first layout.
    const plotWidth = () => part(chart, '.plot').offsetWidth;
    await whenShown(chart, (root) => root.querySelector('canvas')?.width === plotWidth() - 48);
    const svg = await saved(chart, 'Download as SVG');
    const text = await svg.content.text();
    for (const words of [
      'Electricity generation, Greece',
      'Wind onshore',
      'ENTSO-E',
      'Europe/Athens',
      'As known',
    ]) {
      expect(text).to.include(words);
    }
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    expect(parsed.querySelector('parsererror')).to.equal(null);
    const png = await saved(chart, 'Download as PNG');
    const image = await createImageBitmap(png.content);
    expect(image.width).to.equal(2 * (plotWidth() + 32));
  });
});
