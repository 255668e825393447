import { expect } from '@open-wc/testing';
import { countryOf, flowOf, loadOf } from '../../testing/area-series-of.ts';
import { hourly } from '../../testing/chart-series-of.ts';
import { FakeClient } from '../../testing/fake-client.ts';
import { DAY_START, greekDay } from '../../testing/greek-day.ts';
import { drawnChart, nextEvent, part, textOf, unmountCharts, whenShown } from '../../testing/mount-chart.ts';
import type { ChartErrorEvent, EnergyChartElement } from '../energy-chart.ts';
import { LocalClient } from '../local-client.ts';

async function barsOf(properties: Partial<EnergyChartElement>) {
  const client = new FakeClient(greekDay());
  const chart = await drawnChart(client, { lang: 'en-GB', ...properties });
  await whenShown(chart, (root) => root.querySelector('.bars, .columns, .data'));
  return { client, chart };
}

/** What the browser is given to save when an entry of the menu is chosen. */
async function saved(chart: EnergyChartElement, text: string): Promise<Blob> {
  const { createObjectURL } = URL;
  const content = new Promise<Blob>((resolve) => {
    URL.createObjectURL = (blob: Blob) => {
      resolve(blob);
      return createObjectURL(blob);
    };
  });
  const buttons = [...chart.renderRoot.querySelectorAll<HTMLButtonElement>('.menu button')];
  buttons.find((button) => button.textContent === text)?.click();
  const blob = await content;
  URL.createObjectURL = createObjectURL;
  return blob;
}

describe('the bars of <energy-chart>', () => {
  afterEach(unmountCharts);

  it('have the first of their names beside the zero of the axis, not over it', async () => {
    const chart = await drawnChart(new FakeClient(greekDay()), { view: 'profile', lang: 'en-GB' }, 360);
    await whenShown(chart, (root) => root.querySelector('.columns'));
    const zeros = [...chart.renderRoot.querySelectorAll('.value-axis text')].filter(
      ({ textContent }) => Number(textContent) === 0 && textContent !== '',
    );
    const zero = zeros.at(-1)?.getBoundingClientRect();
    expect(part(chart, '.columns .name').textContent?.trim()).to.equal('00:00');
    const range = document.createRange();
    range.selectNodeContents(part(chart, '.columns .name'));
    expect(range.getBoundingClientRect().left).to.be.at.least(zero?.right ?? Number.NaN);
  });

  for (const [view, rows, first] of [
    ['mix', 4, /^Gas 50% · 43.2 GWh$/],
    ['profile', 24, /^00:00 0(\.000)? [MG]W$/],
  ] as const) {
    it(`are a table, a CSV file and a picture too: ${view}`, async () => {
      const { chart } = await barsOf({ view, stream: 'generation', controls: true });
      await whenShown(chart, (root) => root.querySelector('.menu'));
      const lines = (await (await saved(chart, 'Download as CSV')).text()).split('\r\n');
      expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).to.have.length(rows + 1);
      const svg = await (await saved(chart, 'Download as SVG')).text();
      expect(new DOMParser().parseFromString(svg, 'image/svg+xml').querySelector('parsererror')).to.equal(
        null,
      );
      expect(svg).to.include('ENTSO-E');
      const image = await createImageBitmap(await saved(chart, 'Download as PNG'));
      expect(image.width).to.be.greaterThan(1_000);
      chart.table = true;
      await whenShown(chart, (root) => root.querySelectorAll('.data tbody tr').length === rows);
      const [row] = chart.renderRoot.querySelectorAll('.data tbody tr');
      expect([...(row?.children ?? [])].map(({ textContent }) => textContent?.trim()).join(' ')).to.match(
        first,
      );
      await expect(chart).to.be.accessible();
    });
  }

  it('of a mix are a table with the largest first, which is sorted by any column', async () => {
    const { chart } = await barsOf({ view: 'mix', stream: 'generation', table: true });
    const names = () =>
      [...chart.renderRoot.querySelectorAll('.data tbody th')].map(({ textContent }) => textContent);
    const [name, energy] = [...chart.renderRoot.querySelectorAll<HTMLElement>('.data thead th')];
    const largestFirst = names();
    expect(name?.textContent?.trim()).to.equal('Production type');
    expect(energy?.getAttribute('aria-sort')).to.equal('descending');
    expect(largestFirst[0]).to.equal('Gas');
    name?.querySelector('button')?.click();
    await chart.updateComplete;
    expect(name?.getAttribute('aria-sort')).to.equal('ascending');
    expect(names()).to.deep.equal([...largestFirst].sort());
    for (const shown of [largestFirst, largestFirst.toReversed()]) {
      energy?.querySelector('button')?.click();
      await chart.updateComplete;
      expect(names()).to.deep.equal(shown);
    }
  });

  it('of a profile are a table in the order of the hours', async () => {
    const { chart } = await barsOf({ view: 'profile', table: true });
    const head = [...chart.renderRoot.querySelectorAll('.data thead th')];
    expect(head.map(({ textContent }) => textContent?.trim())).to.deep.equal(['Hour of the day ↑', 'Mean']);
    expect(textOf(chart, '.data tbody th')).to.equal('00:00');
  });

  it('of a profile say in what is saved of them which statistic they are, and per what', async () => {
    const properties = {
      view: 'profile',
      bucket: 'day-of-week',
      statistic: 'median',
      controls: true,
    } as const;
    const { chart } = await barsOf(properties);
    await whenShown(chart, (root) => root.querySelector('.menu'));
    const title = 'Electricity load, Greece: Profile (Median, Day of the week)';
    const lines = (await (await saved(chart, 'Download as CSV')).text()).split('\r\n');
    expect(lines[0]).to.equal(`# ${title}`);
    expect(lines[1]).to.match(/ EET \(Europe\/Athens\)$/);
    expect(lines).to.include('Day of the week,Median (MW)');
    expect(await (await saved(chart, 'Download as SVG')).text()).to.include(`>${title}<`);
    expect(textOf(chart, '.note')).to.match(/^Profile \(Median, Day of the week\)\. Sat/);
  });

  it('are saved under the title that the page has put there, as the plot is', async () => {
    const { chart } = await barsOf({ view: 'profile', controls: true });
    const title = document.createElement('h2');
    title.slot = 'title';
    title.innerHTML = ' Our <em>own</em>\n title';
    chart.append(title);
    await whenShown(chart, (root) => root.querySelector('.menu'));
    for (const view of ['profile', 'timeline'] as const) {
      chart.view = view;
      await chart.updateComplete;
      expect(await (await saved(chart, 'Download as CSV')).text()).to.match(/^# Our own title\b/);
      expect(await (await saved(chart, 'Download as SVG')).text()).to.match(/>Our own title\b/);
    }
  });

  it('of a profile have an axis with its unit, and their numbers are read by keys and by touch', async () => {
    const { chart } = await barsOf({ view: 'profile' });
    expect(textOf(chart, '.value-axis')).to.match(/^(MW|GW) /);
    const region = part(chart, '.scroll');
    region.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', cancelable: true }));
    await chart.updateComplete;
    expect(textOf(chart, '.note strong')).to.match(/^23:00: (23 MW|0\.023 GW)$/);
    part(chart, '.columns li').dispatchEvent(
      new PointerEvent('pointerdown', { bubbles: true, pointerType: 'touch' }),
    );
    await chart.updateComplete;
    expect(textOf(chart, '.note strong')).to.match(/^00:00: /);
    chart.orientation = 'horizontal';
    chart.style.blockSize = '260px';
    const bars = await whenShown(chart, (root) => {
      const scroll = root.querySelector('.scroll.horizontal');
      return scroll && scroll.scrollHeight > scroll.clientHeight && scroll;
    });
    bars.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', cancelable: true }));
    await chart.updateComplete;
    expect(bars.scrollTop).to.be.greaterThan(0);
    const read = part(chart, '.bars .current').getBoundingClientRect();
    expect(read.bottom).to.be.at.most(bars.getBoundingClientRect().bottom + 1);
    await expect(chart).to.be.accessible();
  });

  it('of a profile tell zero from what is not known', async () => {
    const load = [loadOf(countryOf('GR'), hourly(DAY_START, [5000, 0, Number.NaN, 4000]))];
    const chart = await drawnChart(new LocalClient({ load }), { view: 'profile', lang: 'en-GB' });
    const columns = await whenShown(chart, (root) => {
      const all = [...root.querySelectorAll('.columns li')];
      return all.length === 24 && all.slice(2, 6);
    });
    const told = columns.map((column) => [
      column.querySelector('.for-readers')?.textContent,
      column.querySelector('[fill="url(#hatch)"]') !== null,
      (column.querySelector('line')?.getBoundingClientRect().width ?? 0) > 0,
    ]);
    expect(told).to.deep.equal([
      ['02:00: 5.000 GW', false, true],
      ['03:00: 0.000 GW', false, true],
      ['04:00: no data', true, false],
      ['05:00: 4.000 GW', false, true],
    ]);
    await expect(chart).to.be.accessible();
  });

  it('of a profile of flows say nothing of the hours in which a neighbour is missing, and that there are some', async () => {
    const [greece, bulgaria, italy] = [countryOf('GR'), countryOf('BG'), countryOf('IT')];
    const days = (megawatts: number) => Array.from({ length: 48 }, () => megawatts);
    const flows = [
      flowOf(bulgaria, greece, hourly(DAY_START, days(500))),
      flowOf(
        greece,
        italy,
        // Two in the morning on both days, three on one of them.
        hourly(DAY_START, days(300).with(0, Number.NaN).with(24, Number.NaN).with(1, Number.NaN)),
      ),
    ];
    const chart = await drawnChart(new LocalClient({ flows }), {
      ...{ view: 'profile', stream: 'flows', table: true, span: '7d', lang: 'en-GB' },
    });
    const rows = await whenShown(chart, (root) => {
      const all = [...root.querySelectorAll('.data tbody tr')];
      return all.length === 24 && all.map(({ textContent }) => textContent?.trim());
    });
    expect(rows.slice(2, 5)).to.deep.equal(['02:00no data', '03:00200 MW, 1 hr without data', '04:00200 MW']);
    expect(textOf(chart, '.data caption')).to.match(/Not all values are known yet$/);
  });

  it('of a profile stay while what is newer cannot be read, and say so', async () => {
    const client = new FakeClient(greekDay());
    const chart = await drawnChart(client, { view: 'profile', stream: 'load', lang: 'en-GB' });
    await whenShown(chart, (root) => root.querySelector('.columns'));
    const before = textOf(chart, '.note');
    const away = { code: 'unavailable', retryable: true };
    client.failWith(Object.assign(new Error('upstream connect error'), away));
    const told = nextEvent(chart, 'error');
    chart.from = '2022-01-01T06:00:00Z';
    expect(((await told) as ChartErrorEvent).error).to.include(away);
    await whenShown(chart, () => textOf(chart, '.note').includes('The server cannot be reached.'));
    expect(textOf(chart, '.note')).to.equal(`${before}. The server cannot be reached.`);
    expect(chart.renderRoot.querySelectorAll('.columns li')).to.have.length(24);
  });

  it('of a profile come without pickers, and are without what the legend hides', async () => {
    const { chart } = await barsOf({ view: 'profile', stream: 'generation', table: true });
    expect(chart.renderRoot.querySelector('.choice')).to.equal(null);
    const noon = () =>
      chart.renderRoot.querySelectorAll('.data tbody tr')[12]?.textContent?.replace(/\D/g, '');
    const whole = Number(noon());
    const entries = chart.renderRoot.querySelectorAll<HTMLButtonElement>('.legend button');
    entries[0]?.click();
    await chart.updateComplete;
    expect(chart.hiddenSeries).to.have.length(1);
    expect(Number(noon())).to.be.below(whole);
    for (const entry of [...entries].slice(1)) entry.click();
    await chart.updateComplete;
    expect(textOf(chart, '.message')).to.equal('All series are hidden');
  });

  it('of a horizontal profile are all to be seen at the usual height', async () => {
    const { chart } = await barsOf({ view: 'profile', orientation: 'horizontal' });
    const { scrollHeight, clientHeight } = part(chart, '.scroll');
    expect(scrollHeight).to.be.at.most(clientHeight);
    const [scroll, plot] = [part(chart, '.scroll'), part(chart, '.plot')].map((one) =>
      one.getBoundingClientRect(),
    );
    expect([scroll?.top, scroll?.bottom]).to.deep.equal([plot?.top, plot?.bottom]);
    expect(part(chart, '.bars li:last-child').offsetHeight).to.be.greaterThan(10);
  });

  for (const [width, height] of [
    [160, 0],
    [300, 120],
  ] as const) {
    it(`of a profile fill ${width} × ${height || 'any'} px: no number of an axis lies across them`, async () => {
      const { chart } = await barsOf({ view: 'profile' });
      const box = chart.parentElement;
      if (box) box.style.inlineSize = `${width}px`;
      if (height) chart.style.blockSize = `${height}px`;
      await whenShown(chart, (root) => root.querySelector('.columns') && !root.querySelector('.value-axis'));
      const scroll = part(chart, '.scroll');
      expect(scroll.scrollWidth).to.equal(width);
      expect(scroll.scrollHeight).to.be.at.most(scroll.clientHeight);
      expect(part(chart, '.columns').offsetWidth).to.equal(width);
      await expect(chart).to.be.accessible();
    });
  }

  for (const [bucket, lang] of [
    ['hour-of-day', 'en-GB'],
    ['day-of-week', 'el'],
  ] as const) {
    it(`of a profile have names that do not touch at 360 px: ${bucket}, ${lang}`, async () => {
      const { chart } = await barsOf({ view: 'profile', bucket, lang });
      const box = chart.parentElement;
      if (box) box.style.inlineSize = '360px';
      const last = await whenShown(chart, (root) => {
        const names = [...root.querySelectorAll('.columns .name')].filter((name) => name.textContent?.trim());
        const edges = names.map((name) => {
          const range = document.createRange();
          range.selectNodeContents(name);
          return range.getBoundingClientRect();
        });
        const isApart = edges.every(({ left }, i) => left - (edges[i - 1]?.right ?? -99) > 4);
        return edges.length > 3 && part(chart, '.plot').offsetWidth === 360 && isApart && edges.at(-1);
      });
      expect(last.right).to.be.at.most(part(chart, '.plot').getBoundingClientRect().right);
    });
  }

  it('of a mix are told to be of the data that there is, and to lack nothing before the first and after the newest', async () => {
    const range = { from: '2021-12-30', to: '2022-01-05' };
    const { chart } = await barsOf({ view: 'mix', stream: 'generation', ...range });
    expect(textOf(chart, '.mix .note')).to.equal('Sat, 1 Jan 2022, 02:00 – Sun, 2 Jan 2022, 02:00, EET');
  });

  it('of a mix have their names in full at 160 px', async () => {
    const { chart } = await barsOf({ view: 'mix', stream: 'generation', lang: 'de' });
    await whenShown(chart, () => textOf(chart, '.bars').includes('Pumpspeicher'));
    chart.style.inlineSize = '160px';
    await whenShown(chart, () => textOf(chart, '.bars').includes('Gas und Öl'));
    for (const text of chart.renderRoot.querySelectorAll<HTMLElement>('.bars li > span')) {
      expect(text.scrollWidth, text.textContent ?? '').to.be.at.most(text.clientWidth || text.offsetWidth);
      expect(text.offsetWidth).to.be.at.most(160);
    }
  });

  it('of a mix have their lengths at 160 px, too', async () => {
    const { chart } = await barsOf({ view: 'mix', stream: 'generation' });
    const box = chart.parentElement;
    if (box) box.style.inlineSize = '160px';
    await whenShown(chart, () => part(chart, '.scroll').clientWidth === 160);
    expect(part(chart, '.scroll').scrollWidth).to.equal(160);
    expect(part(chart, '.bars rect').getBoundingClientRect().width).to.be.greaterThan(40);
  });

  it('of a profile that fails say so, tell the page, and come when asked again', async () => {
    const client = new FakeClient(greekDay());
    const chart = await drawnChart(client, { lang: 'en-GB' });
    client.failWith(new Error('The server cannot be reached'));
    const told = nextEvent(chart, 'error');
    chart.view = 'profile';
    expect(((await told) as ChartErrorEvent).error.message).to.equal('The server cannot be reached');
    const retry = await whenShown(chart, (root) =>
      root.querySelector<HTMLButtonElement>('[part=error] button'),
    );
    client.failWith(undefined);
    retry.click();
    await whenShown(chart, (root) => root.querySelector('.columns'));
  });
});
