import { expect } from '@open-wc/testing';
import { chartWith, controlledChart } from '../../testing/controlled-chart.ts';
import { FakeClient } from '../../testing/fake-client.ts';
import { greekDay } from '../../testing/greek-day.ts';
import { drawnChart, part, textOf, unmountCharts, whenShown } from '../../testing/mount-chart.ts';
import { savedBy } from '../../testing/saved-by.ts';
import { choose, entry } from '../../testing/use-chart.ts';
import type { EnergyChartElement } from '../energy-chart.ts';
import { LocalClient } from '../local-client.ts';

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

  const saved = (chart: EnergyChartElement, text: string) => savedBy(() => entry(chart, text).click());

  it('CSV: names title, zone, source and as-of, and has a line for every interval', async () => {
    const { chart } = await controlledChart();
    const { name, content } = await saved(chart, 'Download as CSV');
    const lines = (await content.text()).split('\r\n');
    expect(name).to.equal('load-GR-2022-01-01.csv');
    expect(lines[0]).to.equal('# Electricity load, Greece');
    expect(lines[1]).to.equal('# Europe/Athens, MW');
    expect(lines[2]).to.equal('# Data: ENTSO-E Transparency Platform');
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

  it('SVG and PNG: are as wide as what they say, on the narrowest phone too', async () => {
    const { chart } = await controlledChart({}, 328);
    const page = document.createElement('div');
    page.innerHTML = await (await saved(chart, 'Download as SVG')).content.text();
    document.body.append(page);
    const width = page.querySelector('svg')?.clientWidth ?? 0;
    const ends = [...page.querySelectorAll('text')]
      .map((text) => text.getBBox())
      .map(({ x, width }) => x + width);
    page.remove();
    expect(Math.max(...ends)).to.be.at.most(width);
    const image = await createImageBitmap((await saved(chart, 'Download as PNG')).content);
    expect(image.width).to.equal(2 * width);
  });

  it('say of the source what the footer says, and nothing of data that the page has itself', async () => {
    const { chart } = await controlledChart({ client: new LocalClient(greekDay()) });
    expect(textOf(chart, '.footer')).to.equal('');
    const linesOf = async () => (await (await saved(chart, 'Download as CSV')).content.text()).split('\r\n');
    expect((await linesOf())[2]).to.match(/^# As known at /);
    expect(await (await saved(chart, 'Download as SVG')).content.text()).to.not.include('ENTSO-E');
    const footer = document.createElement('b');
    Object.assign(footer, { slot: 'footer', textContent: 'Data: Regional grid' });
    chart.append(footer);
    expect((await linesOf())[2]).to.equal('# Data: Regional grid');
    expect(await (await saved(chart, 'Download as SVG')).content.text()).to.include(
      'Data: Regional grid · As known',
    );
    chart.view = 'profile';
    await whenShown(chart, (root) => root.querySelector('.columns'));
    expect(await (await saved(chart, 'Download as CSV')).content.text()).to.include(
      '# Data: Regional grid · As known',
    );
  });
});
