import { expect } from '@open-wc/testing';
import { countryOf, loadOf } from '../../testing/area-series-of.ts';
import { chartWith, controlledChart } from '../../testing/controlled-chart.ts';
import { FakeClient } from '../../testing/fake-client.ts';
import { hourOfDay } from '../../testing/greek-day.ts';
import { drawnChart, nextEvent, part, textOf, unmountCharts, whenShown } from '../../testing/mount-chart.ts';
import { choose, entry, press } from '../../testing/use-chart.ts';
import { StateChangeEvent } from '../energy-chart.ts';

const WEEK_MS = 7 * 864e5;

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
