import { expect, nextFrame } from '@open-wc/testing';
import { countryOf, generationOf, loadOf } from '../testing/area-series-of.ts';
import { hourly } from '../testing/chart-series-of.ts';
import { FakeClient } from '../testing/fake-client.ts';
import { DAY_START, greekDay, hourOfDay } from '../testing/greek-day.ts';
import {
  drawnChart,
  mountChart,
  nextEvent,
  paintedPixels,
  part,
  textOf,
  unmountCharts,
  whenShown,
} from '../testing/mount-chart.ts';
import { press } from '../testing/use-chart.ts';
import type { AreaSeries } from './chart-client.ts';
import { EnergyChartElement, RangeChangeEvent } from './energy-chart.ts';

/** The pairs of labels of the axes that lie over each other. */
function overlapsIn({ renderRoot }: EnergyChartElement): string[] {
  const labels = Array.from(renderRoot.querySelectorAll('.axes text'), (label) => ({
    text: label.textContent,
    box: label.getBoundingClientRect(),
  }));
  return labels.flatMap(({ text, box: one }, index) =>
    labels
      .slice(index + 1)
      .filter(
        ({ box: other }) =>
          one.right > other.left &&
          other.right > one.left &&
          one.bottom > other.top &&
          other.bottom > one.top,
      )
      .map(
        (other) => `${text} ${one.left}–${one.right} and ${other.text} ${other.box.left}–${other.box.right}`,
      ),
  );
}

describe('<energy-chart>', () => {
  afterEach(unmountCharts);

  it('begins afresh where the client of its server is another by now, as once somebody else has signed in', async () => {
    const { clientOf } = EnergyChartElement;
    try {
      const [before, after] = [new FakeClient(greekDay()), new FakeClient(greekDay(3))];
      EnergyChartElement.clientOf = () => before;
      const chart = mountChart(before, { client: undefined });
      await nextEvent(chart, 'range-change');
      EnergyChartElement.clientOf = () => after;
      chart.requestUpdate();
      await nextEvent(chart, 'range-change');
      expect([before.watches.size, after.watches.size]).to.deep.equal([0, 1]);
    } finally {
      unmountCharts();
      EnergyChartElement.clientOf = clientOf;
    }
  });

  for (const stream of ['load', 'generation', 'flows'] as const) {
    it(`draws ${stream}`, async () => {
      const chart = await drawnChart(new FakeClient(greekDay()), { stream });
      expect(paintedPixels(chart)).to.be.greaterThan(10_000);
      expect(textOf(chart, '.title')).to.include('Greece');
    });
  }

  it('names what it draws: production types in stack order, neighbours and the net', async () => {
    const client = new FakeClient(greekDay());
    const generation = await drawnChart(client, { stream: 'generation' });
    expect(textOf(generation, '.legend')).to.equal('Gas Pumped storage Wind onshore Solar');
    const flows = await drawnChart(client, { stream: 'flows' });
    expect(textOf(flows, '.legend')).to.equal('Bulgaria Italy Net: import + / export −');
  });

  it('names the one production type that there is', async () => {
    const { generation } = greekDay();
    const chart = await drawnChart(new FakeClient({ generation: generation.slice(0, 1) }), {
      stream: 'generation',
    });
    expect(textOf(chart, '.legend')).to.equal('Gas');
  });

  it('draws families of types where it is narrow', async () => {
    const chart = await drawnChart(new FakeClient(greekDay()), { stream: 'generation' }, 360);
    expect(textOf(chart, '.legend')).to.equal('Gas and oil Hydro Wind Solar');
  });

  for (const [view, hidden] of [
    ['timeline', 'Wind Onshore'],
    ['timeline', 'Wind'],
    ['mix', 'Wind Onshore'],
    ['profile', 'Wind Onshore'],
    ['profile', 'Wind'],
  ] as const) {
    it(`tells the same, wide and narrow, where a type or a family is hidden: ${hidden}, ${view}`, async () => {
      const { generation } = greekDay();
      const offshore = generationOf(countryOf('GR'), 'Wind Offshore', hourly(DAY_START, Array(24).fill(700)));
      const client = new FakeClient({ generation: [...generation, offshore] });
      const options = { stream: 'generation', view, hiddenSeries: [hidden], lang: 'en-GB' } as const;
      const told = [800, 360].map(async (width) => {
        const chart = await drawnChart(client, options, width);
        if (view !== 'timeline') await whenShown(chart, (root) => root.querySelector('.bars, .columns'));
        const text = textOf(chart, view === 'profile' ? '.columns' : '.figure');
        return text.match(/[\d.]+ [GM]W/g)?.join();
      });
      const [wide, narrow] = await Promise.all(told);
      expect(narrow).to.equal(wide);
    });
  }

  it('says the newest value, its unit and when it was, in the time of the area', async () => {
    const chart = await drawnChart(new FakeClient(greekDay(22)), { stream: 'load', lang: 'en-GB' });
    expect(textOf(chart, '.figure')).to.equal('4.36 GW');
    expect(textOf(chart, '.when')).to.equal('Sat, 1 Jan 2022, 23:00–00:00');
    expect(textOf(chart, '.axes')).to.match(/EET$/);
  });

  it('shows times in another zone when told to', async () => {
    const chart = await drawnChart(new FakeClient(greekDay()), { stream: 'load', timeZone: 'UTC' });
    expect(textOf(chart, '.axes')).to.match(/UTC$/);
  });

  for (const [width, timeZone, first, second] of [
    [1200, 'Europe/Berlin', '02:00+2', '02:00+1'],
    [700, 'Europe/Athens', '03:00+3', '03:00+2'],
  ] as const) {
    it(`labels both hours that read the same when the clock goes back, apart, at ${width} pixels`, async () => {
      const hours = hourly(
        Date.UTC(2022, 9, 29, 21),
        Array.from({ length: 26 }, () => 5000),
      );
      const client = new FakeClient({ load: [loadOf(countryOf('GR'), hours)] });
      const day = { from: '2022-10-30', to: '2022-10-31', timeZone, lang: 'en-GB' };
      const chart = await drawnChart(client, day, width);
      const labels = [...chart.renderRoot.querySelectorAll<SVGTextElement>('.axes text')];
      const twice = labels.filter(({ textContent }) => textContent?.startsWith(first.slice(0, 5)));
      expect(twice.map(({ textContent }) => textContent)).to.deep.equal([first, second]);
      expect(textOf(chart, '.axes')).to.include('Sun 30 Oct');
      // In a busy page the size of the chart may be known some frames later.
      for (let frame = 0; frame < 60 && overlapsIn(chart).length > 0; frame += 1) await nextFrame();
      expect(overlapsIn(chart)).to.deep.equal([]);
    });
  }

  it('moves along when new data comes', async () => {
    const client = new FakeClient(greekDay(24));
    const chart = await drawnChart(client);
    const moved = nextEvent(chart, 'range-change');
    client.change('load', greekDay(26).load);
    const event = await moved;
    expect(event).to.be.instanceOf(RangeChangeEvent);
    expect(event).to.deep.include({ from: new Date(hourOfDay(2)), to: new Date(hourOfDay(26)) });
  });

  it('draws a revised value without moving', async () => {
    const client = new FakeClient(greekDay());
    const chart = await drawnChart(client);
    const before = paintedPixels(chart);
    const lower = loadOf(
      countryOf('GR'),
      hourly(DAY_START, [5000, 100, ...Array.from({ length: 22 }, () => 5000)]),
    );
    client.change('load', [lower]);
    await whenShown(chart, () => textOf(chart, '.figure') === '5.00 GW');
    expect(paintedPixels(chart)).to.not.equal(before);
  });

  it('marks a revised value and says so, but not one that is new', async () => {
    const client = new FakeClient(greekDay());
    const chart = await drawnChart(client, { lang: 'en-GB' });
    const moved = nextEvent(chart, 'range-change');
    client.change('load', greekDay(25).load);
    await moved;
    expect(chart.renderRoot.querySelector('.revised')).to.equal(null);
    const values = greekDay(25).load.flatMap(({ segments }) => segments.flatMap((one) => [...one.megawatts]));
    client.change('load', [loadOf(countryOf('GR'), hourly(DAY_START, values.with(3, 4321)))]);
    await whenShown(chart, (root) => root.querySelector('.revised'));
    await whenShown(chart, (root) => root.querySelector('[aria-live]')?.textContent);
    expect(textOf(chart, '[aria-live]')).to.equal('A value was revised: Sat 1 Jan, 05:00–06:00');
  });

  it('tells who reads by the keyboard of a revision first, and once', async () => {
    const client = new FakeClient(greekDay());
    const chart = await drawnChart(client, { lang: 'en-GB' });
    const said = (text: string) => whenShown(chart, () => textOf(chart, '[aria-live]').startsWith(text));
    await press(chart, ['Home']);
    await said('Sat 1 Jan, 02:00–03:00: Load');
    const values = greekDay().load.flatMap(({ segments }) => segments.flatMap((one) => [...one.megawatts]));
    client.change('load', [loadOf(countryOf('GR'), hourly(DAY_START, values.with(3, 4321)))]);
    await said('A value was revised: Sat 1 Jan, 05:00–06:00. Sat 1 Jan, 02:00–03:00: Load');
    await press(chart, ['ArrowRight']);
    await said('Sat 1 Jan, 03:00–04:00: Load');
  });

  it('lacks nothing of a series that is hidden, however late that is', async () => {
    const { generation } = greekDay();
    const early = greekDay(21).generation;
    const isSolar = ({ key }: AreaSeries) => key.productionType === 'Solar';
    const late = [...generation.filter((one) => !isSolar(one)), ...early.filter(isSolar)];
    const chart = await drawnChart(new FakeClient({ generation: late }), {
      stream: 'generation',
      lang: 'en-GB',
    });
    expect(textOf(chart, '.when')).to.equal('Total · Sat, 1 Jan 2022, 22:00–23:00');
    chart.hiddenSeries = ['Solar'];
    await whenShown(chart, () => textOf(chart, '.when') === 'Total · Sun, 2 Jan 2022, 01:00–02:00');
    await press(chart, ['End']);
    expect(textOf(chart, '.tooltip')).to.not.include('Not all values are known yet');
  });

  for (const width of [800, 360]) {
    it(`says in sight what was revised, and moves nothing by that, ${width} px wide`, async () => {
      const client = new FakeClient(greekDay());
      const chart = await drawnChart(client, { lang: 'en-GB' }, width);
      const before = [chart.offsetHeight, part(chart, '.plot').offsetHeight];
      const values = greekDay().load.flatMap(({ segments }) => segments.flatMap((one) => [...one.megawatts]));
      client.change('load', [loadOf(countryOf('GR'), hourly(DAY_START, values.with(3, 4321).with(9, 4321)))]);
      const note = await whenShown(chart, (root) => root.querySelector<HTMLElement>('.revision'));
      expect(note.textContent).to.equal('Revised: Sat 1 Jan, 05:00–06:00 (+1)');
      expect(note.scrollWidth).to.equal(note.clientWidth);
      expect(note.getBoundingClientRect().left).to.be.at.least(chart.getBoundingClientRect().left);
      expect([chart.offsetHeight, part(chart, '.plot').offsetHeight]).to.deep.equal(before);
      // While it appears its contrast is less.
      await Promise.all(note.getAnimations().map(({ finished }) => finished));
      await expect(chart).to.be.accessible();
    });
  }

  it('shows the range that it is asked for', async () => {
    const chart = mountChart(new FakeClient(greekDay()), {
      from: '2022-01-01T06:00:00Z',
      to: '2022-01-01T12:00:00Z',
    });
    const event = await nextEvent(chart, 'range-change');
    expect(event).to.deep.include({ from: new Date(hourOfDay(6)), to: new Date(hourOfDay(12)) });
  });

  it('follows its attributes to another area or stream', async () => {
    const client = new FakeClient(greekDay());
    const chart = await drawnChart(client, { stream: 'load' });
    chart.setAttribute('stream', 'flows');
    await whenShown(chart, (root) => root.querySelector('.legend'));
    expect([...client.watches].map((watch) => watch.stream)).to.deep.equal(['flows', 'flows']);
  });

  it('keeps its layout while it waits', async () => {
    const client = new FakeClient(greekDay());
    client.hang();
    const waiting = mountChart(client);
    await waiting.updateComplete;
    const drawn = await drawnChart(new FakeClient(greekDay()));
    expect(waiting.offsetHeight).to.equal(drawn.offsetHeight);
    expect(part(waiting, '.plot').offsetTop - waiting.offsetTop).to.equal(
      part(drawn, '.plot').offsetTop - drawn.offsetTop,
    );
  });

  it('draws on a page whose lang attribute is no language tag', async () => {
    const underscored = await drawnChart(new FakeClient(greekDay()), { lang: 'de_DE' });
    await whenShown(underscored, () => textOf(underscored, '.title').startsWith('Stromverbrauch'));
    await drawnChart(new FakeClient(greekDay()), { lang: 'x?' });
  });

  it('is whole again after the graphics card has lost what was on it', async () => {
    const chart = await drawnChart(new FakeClient(greekDay()), { controls: true });
    await whenShown(chart, (root) => root.querySelector('.overview canvas'));
    const pixels = (canvas: HTMLCanvasElement) =>
      canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data.join() ?? '';
    const canvases = ['.plot canvas', '.overview canvas'].map((name) => part<HTMLCanvasElement>(chart, name));
    await chart.updateComplete;
    const before = canvases.map(pixels);
    for (const canvas of canvases) {
      canvas.getContext('2d')?.reset();
      expect(pixels(canvas)).to.not.match(/[^0,]/);
      canvas.dispatchEvent(new Event('contextrestored'));
    }
    await chart.updateComplete;
    expect(before.every((all) => /[^0,]/.test(all))).to.equal(true);
    expect(canvases.map((canvas, i) => pixels(canvas) === before[i])).to.deep.equal([true, true]);
  });

  it('takes the colours of the brand', async () => {
    const chart = mountChart(new FakeClient(greekDay()));
    chart.style.setProperty('--wattlet-accent', 'color-mix(in srgb, #ff0000 100%, white)');
    await nextEvent(chart, 'range-change');
    await chart.updateComplete;
    const canvas = part<HTMLCanvasElement>(chart, 'canvas');
    const [red, green] =
      canvas.getContext('2d')?.getImageData(canvas.width / 2, canvas.height - 20, 1, 1).data ?? [];
    expect([red, green]).to.deep.equal([255, 0]);
  });

  for (const [language, title] of [
    ['el', 'Παραγωγή ηλεκτρισμού, Ελλάδα'],
    ['de-AT', 'Stromerzeugung, Griechenland'],
    ['ro', 'Producție de electricitate, Grecia'],
  ] as const) {
    it(`speaks the language of the page: ${language}`, async () => {
      const before = document.documentElement.lang;
      document.documentElement.lang = language;
      const chart = await drawnChart(new FakeClient(greekDay()), { stream: 'generation' });
      await whenShown(chart, () => textOf(chart, '.title') === title);
      await expect(chart).to.be.accessible();
      document.documentElement.lang = before;
      const english = await drawnChart(new FakeClient(greekDay()), { stream: 'generation', lang: 'en-GB' });
      await whenShown(english, () => textOf(english, '.title') === 'Electricity generation, Greece');
    });
  }

  it('reads from right to left where the page does', async () => {
    const chart = await drawnChart(new FakeClient(greekDay()), { stream: 'generation', dir: 'rtl' });
    const [title, badge] = ['.title', '.badge'].map((selector) =>
      part(chart, selector).getBoundingClientRect(),
    );
    expect(badge?.left).to.be.lessThan(title?.right ?? 0);
    await expect(chart).to.be.accessible();
  });

  it('can be loaded twice', async () => {
    const { define } = await import('../define.ts');
    define('energy-chart', class extends HTMLElement {});
    expect(customElements.get('energy-chart')).to.equal(
      (await import('./energy-chart.ts')).EnergyChartElement,
    );
  });
});
