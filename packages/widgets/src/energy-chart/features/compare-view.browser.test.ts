import { expect } from '@open-wc/testing';
import { countryOf, loadOf } from '../../testing/area-series-of.ts';
import { FakeClient } from '../../testing/fake-client.ts';
import { greekDay } from '../../testing/greek-day.ts';
import {
  drawnChart,
  nextEvent,
  paintedPixels,
  part,
  textOf,
  unmountCharts,
  whenShown,
} from '../../testing/mount-chart.ts';
import { choose, press } from '../../testing/use-chart.ts';
import type { ChartErrorEvent } from '../energy-chart.ts';

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

  it('has dashes beside colours where patterns are asked for, in the legend too', async () => {
    const options = { view: 'compare', compare: ['DE', '-1d'], lang: 'en-GB' } as const;
    const chart = await drawnChart(two(), options);
    await whenShown(chart, (root) => root.querySelectorAll('.legend li').length === 3);
    const dashes = () =>
      Array.from(chart.renderRoot.querySelectorAll('.legend path'), (line) =>
        line.getAttribute('stroke-dasharray'),
      );
    expect(dashes()).to.deep.equal(['0', '0', '0']);
    const whole = paintedPixels(chart);
    chart.patterns = true;
    await chart.updateComplete;
    expect(dashes()).to.deep.equal(['0', '6', '3']);
    await whenShown(chart, () => paintedPixels(chart) < whole);
  });

  it('reads the lines as they stand over each other, and goes on telling its own newest value', async () => {
    const chart = await drawnChart(two(), { area: 'DE', view: 'compare', compare: ['GR'], lang: 'en-GB' });
    await whenShown(chart, (root) => root.querySelectorAll('.legend li').length === 2);
    expect(textOf(chart, '.legend')).to.equal('Germany Greece');
    await press(chart, ['Home']);
    expect(textOf(chart, '.tooltip')).to.equal('Sat 1 Jan, 02:00–03:00 Greece 5.000 GW Germany 2.500 GW');
    expect(textOf(chart, '.figure')).to.match(/^2\.\d+ GW$/);
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
