import { expect } from '@open-wc/testing';
import { FakeClient } from '../testing/fake-client.ts';
import { greekDay } from '../testing/greek-day.ts';
import { drawnChart, part, textOf, unmountCharts, whenShown } from '../testing/mount-chart.ts';
import type { EnergyChartElement } from './energy-chart.ts';

async function press(chart: EnergyChartElement, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    part(chart, '.surface').dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
    await chart.updateComplete;
  }
}

function point(chart: EnergyChartElement, type: string, share: number): void {
  const surface = part(chart, '.surface');
  const { left, top, width } = surface.getBoundingClientRect();
  surface.dispatchEvent(
    new PointerEvent(type, { clientX: left + width * share, clientY: top + 5, pointerType: 'mouse' }),
  );
}

describe('the cursor of <energy-chart>', () => {
  afterEach(unmountCharts);

  it('begins at the newest value and goes back and forth by the interval', async () => {
    const chart = await drawnChart(new FakeClient(greekDay()), { lang: 'en-GB' });
    await press(chart, 'ArrowLeft');
    expect(textOf(chart, 'caption')).to.equal('Sun 2 Jan, 01:00–02:00');
    await press(chart, 'ArrowLeft', 'ArrowLeft', 'ArrowRight');
    expect(textOf(chart, 'caption')).to.equal('Sun 2 Jan, 00:00–01:00');
  });

  it('loses nothing that is done before it is loaded, and does it in order', async () => {
    const chart = await drawnChart(new FakeClient(greekDay()), { lang: 'en-GB' });
    const keys = ['Home', 'ArrowRight', 'ArrowRight'].map(
      (key) => new KeyboardEvent('keydown', { key, cancelable: true }),
    );
    for (const event of keys) part(chart, '.surface').dispatchEvent(event);
    expect(chart.renderRoot.querySelector('caption')).to.equal(null);
    // The page does not scroll meanwhile.
    expect(keys.map(({ defaultPrevented }) => defaultPrevented)).to.deep.equal([false, true, true]);
    await chart.updateComplete;
    expect(textOf(chart, 'caption')).to.equal('Sat 1 Jan, 04:00–05:00');
  });

  it('jumps to the ends and stays there', async () => {
    const chart = await drawnChart(new FakeClient(greekDay()), { lang: 'en-GB' });
    await press(chart, 'Home', 'ArrowLeft');
    expect(textOf(chart, 'caption')).to.equal('Sat 1 Jan, 02:00–03:00');
    await press(chart, 'PageDown');
    expect(textOf(chart, 'caption')).to.equal('Sat 1 Jan, 08:00–09:00');
    await press(chart, 'End', 'ArrowRight');
    expect(textOf(chart, 'caption')).to.equal('Sun 2 Jan, 01:00–02:00');
  });

  it('says what it reads once it rests', async () => {
    const chart = await drawnChart(new FakeClient(greekDay()), { lang: 'en-GB' });
    await press(chart, 'Home');
    await whenShown(chart, (root) => root.querySelector('[aria-live]')?.textContent);
    expect(textOf(chart, '[aria-live]')).to.equal('Sat 1 Jan, 02:00–03:00: Load 5.000 GW');
  });

  it('goes by Escape, and leaves keys alone that mean nothing to it', async () => {
    const chart = await drawnChart(new FakeClient(greekDay()));
    await press(chart, 'End', 'Escape');
    expect(chart.renderRoot.querySelector('.tooltip')).to.equal(null);
    const tab = new KeyboardEvent('keydown', { key: 'Tab', cancelable: true });
    part(chart, '.surface').dispatchEvent(tab);
    expect(tab.defaultPrevented).to.equal(false);
  });

  it('follows the pointer and tells values by size, the total first', async () => {
    const chart = await drawnChart(new FakeClient(greekDay()), { stream: 'generation', lang: 'en-GB' });
    point(chart, 'pointermove', 0.01);
    await chart.updateComplete;
    const names = [...chart.renderRoot.querySelectorAll('.tooltip th')].map((cell) => cell.textContent);
    expect(names).to.deep.equal(['Total', 'Gas', 'Wind onshore', 'Solar', 'Pumped storage, consumption']);
    point(chart, 'pointerleave', 0.01);
    await chart.updateComplete;
    expect(chart.renderRoot.querySelector('.tooltip')).to.equal(null);
  });

  it('tells the net of flows whether or not its line is drawn, never the total of one side', async () => {
    const [drawn, hidden] = [
      await drawnChart(new FakeClient(greekDay()), { stream: 'flows', lang: 'en-GB' }),
      await drawnChart(new FakeClient(greekDay()), { stream: 'flows', lang: 'en-GB', hiddenSeries: ['net'] }),
    ];
    for (const chart of [drawn, hidden]) {
      point(chart, 'pointermove', 0.01);
      await chart.updateComplete;
      expect(textOf(chart, '.latest')).to.match(/^\S+ [MG]WNet (im|ex)port/);
    }
    expect(textOf(hidden, '.tooltip')).to.equal(textOf(drawn, '.tooltip'));
    expect(textOf(hidden, '.tooltip')).to.include('Net').and.not.include('Total');
  });

  it('keeps the tooltip within the chart', async () => {
    const chart = await drawnChart(new FakeClient(greekDay()), { stream: 'flows' });
    // The legend takes its room with the first view, and the chart hears of it in a later frame.
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    await chart.updateComplete;
    const box = part(chart, '.plot').getBoundingClientRect();
    for (const share of [0, 0.5, 0.999]) {
      point(chart, 'pointermove', share);
      await chart.updateComplete;
      const tooltip = part(chart, '.tooltip').getBoundingClientRect();
      expect(tooltip.left).to.be.at.least(Math.floor(box.left));
      expect(tooltip.right).to.be.at.most(Math.ceil(box.right));
    }
  });

  it('does not repaint the canvas', async () => {
    const chart = await drawnChart(new FakeClient(greekDay()));
    const canvas = part<HTMLCanvasElement>(chart, 'canvas');
    const context = canvas.getContext('2d');
    context?.clearRect(0, 0, canvas.width, canvas.height);
    point(chart, 'pointermove', 0.5);
    await chart.updateComplete;
    const { data } = context?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
    expect(data?.every((value) => value === 0)).to.equal(true);
  });
});
