import { expect } from '@open-wc/testing';
import { emulateMedia, executeServerCommand } from '@web/test-runner-commands';
import { FakeClient } from '../testing/fake-client.ts';
import { greekDay } from '../testing/greek-day.ts';
import {
  drawnChart,
  mountChart,
  part,
  plotColors,
  unmountCharts,
  whenShown,
} from '../testing/mount-chart.ts';
import { press } from '../testing/use-chart.ts';

const displayOf = (chart: Parameters<typeof part>[0], selector: string) =>
  getComputedStyle(part(chart, selector)).display;

describe('<energy-chart> follows the reader', () => {
  afterEach(async () => {
    unmountCharts();
    await emulateMedia({ media: 'screen', reducedMotion: 'no-preference' });
    await executeServerCommand('emulate-features');
  });

  it('keeps still for who wants it to', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    const client = new FakeClient(greekDay());
    client.hang();
    const chart = mountChart(client);
    await chart.updateComplete;
    expect(getComputedStyle(part(chart, '.trace')).animationName).to.equal('none');
  });

  it('draws in system colours where they are forced, and passes axe', async () => {
    await executeServerCommand('emulate-features', { 'forced-colors': 'active' });
    expect(matchMedia('(forced-colors: active)').matches).to.equal(true);
    for (const stream of ['load', 'generation'] as const) {
      const chart = await drawnChart(new FakeClient(greekDay()), { stream });
      await expect(chart).to.be.accessible();
    }
  });

  it('prints the plot without what a hand is needed for', async () => {
    const chart = await drawnChart(new FakeClient(greekDay()), { stream: 'generation', controls: true });
    await whenShown(chart, (root) => root.querySelector('.controls *'));
    await emulateMedia({ media: 'print' });
    await whenShown(chart, (root) => root.querySelector('.overview'));
    for (const selector of ['.badge', '.controls', '.overview'])
      expect(displayOf(chart, selector)).to.equal('none');
    expect(displayOf(chart, '.legend')).to.not.equal('none');
  });

  it('prints nothing of the cursor', async () => {
    const chart = await drawnChart(new FakeClient(greekDay()));
    await press(chart, ['End']);
    await emulateMedia({ media: 'print' });
    for (const selector of ['.tooltip', '.crosshair', '.crosshair ~ .dot'])
      expect(displayOf(chart, selector), selector).to.equal('none');
  });

  it('prints a wide chart whole on narrow paper: the newest hours are not cut off', async () => {
    const chart = await drawnChart(new FakeClient(greekDay()), { stream: 'generation' }, 1_400);
    window.dispatchEvent(new Event('beforeprint'));
    await chart.updateComplete;
    expect(part(chart, 'canvas').offsetWidth).to.be.at.most(700);
    await emulateMedia({ media: 'print' });
    chart.style.inlineSize = '500px';
    const right = (selector: string) => part(chart, selector).getBoundingClientRect().right;
    expect(right('canvas')).to.be.closeTo(right('.plot'), 1);
    expect(part(chart, '.plot').offsetWidth).to.equal(500);
    const [axes, plot] = [part(chart, '.axes'), part(chart, '.plot')].map((one) =>
      one.getBoundingClientRect(),
    );
    expect(axes?.top).to.equal(plot?.top);
    expect(axes?.height).to.be.closeTo(plot?.height ?? 0, 1);
    await emulateMedia({ media: 'screen' });
    chart.style.inlineSize = '';
    window.dispatchEvent(new Event('afterprint'));
    await chart.updateComplete;
    expect(right('canvas')).to.be.closeTo(right('.plot'), 1);
    expect(part(chart, 'canvas').offsetWidth).to.be.greaterThan(1_000);
  });

  it('prints plot and axes in step on wide paper, with nothing empty below them', async () => {
    const chart = await drawnChart(new FakeClient(greekDay()), { stream: 'generation' }, 1_400);
    window.dispatchEvent(new Event('beforeprint'));
    await chart.updateComplete;
    await emulateMedia({ media: 'print' });
    chart.style.inlineSize = '1000px';
    const boxOf = (selector: string) => part(chart, selector).getBoundingClientRect();
    const [axes, canvas, mark] = [boxOf('.axes'), boxOf('canvas'), boxOf('.axes .mark')];
    const { viewBox } = chart.renderRoot.querySelector<SVGSVGElement>('.axes') ?? expect.fail();
    const scale = axes.width / viewBox.baseVal.width;
    expect(scale).to.be.greaterThan(1.1);
    // As wide as it is drawn, and scaled: Chromium draws canvases of other sizes smaller than their boxes.
    expect(canvas.width).to.be.closeTo(part(chart, 'canvas').offsetWidth * scale, 0.5);
    expect(canvas.right).to.be.closeTo(axes.right, 0.5);
    expect(canvas.bottom).to.be.closeTo(mark.top, 1);
    expect(boxOf('.footer').top - axes.bottom).to.be.below(20);
    window.dispatchEvent(new Event('afterprint'));
  });

  it('prints dark on white, whatever the theme, also what is drawn', async () => {
    const chart = await drawnChart(new FakeClient(greekDay()), { stream: 'generation', theme: 'dark' });
    chart.style.setProperty('--wattlet-text', '#eeeeee');
    const isDrawnIn = (text: string) => plotColors(chart).has(text);
    await whenShown(chart, () => isDrawnIn('238 238 238'));
    window.dispatchEvent(new Event('beforeprint'));
    await chart.updateComplete;
    expect([isDrawnIn('15 23 42'), isDrawnIn('238 238 238')]).to.deep.equal([true, false]);
    await emulateMedia({ media: 'print' });
    expect(getComputedStyle(chart).color).to.equal('rgb(15, 23, 42)');
    expect(getComputedStyle(chart).backgroundColor).to.equal('rgb(255, 255, 255)');
    await emulateMedia({ media: 'screen' });
    window.dispatchEvent(new Event('afterprint'));
    await chart.updateComplete;
    expect(isDrawnIn('238 238 238')).to.equal(true);
  });

  for (const properties of [
    { view: 'profile' },
    { view: 'profile', orientation: 'horizontal' },
    { view: 'mix', stream: 'generation' },
    { table: true },
  ] as const) {
    it(`prints ${JSON.stringify(properties)}, not an empty sheet`, async () => {
      const chart = await drawnChart(new FakeClient(greekDay()), properties);
      const selector = '.columns li, .bars li, .data tr';
      await whenShown(chart, (root) => root.querySelector(selector));
      await emulateMedia({ media: 'print' });
      await whenShown(chart, () => displayOf(chart, '.badge') === 'none');
      const plot = part(chart, '.plot').getBoundingClientRect();
      expect(plot.height).to.be.greaterThan(90);
      for (const one of chart.renderRoot.querySelectorAll(selector)) {
        const { top, bottom, height } = one.getBoundingClientRect();
        expect(height).to.be.greaterThan(10);
        expect([top >= plot.top, bottom <= plot.bottom + 1]).to.deep.equal([true, true]);
      }
    });
  }

  it('has every button readable where colours are forced', async () => {
    await executeServerCommand('emulate-features', { 'forced-colors': 'active' });
    const properties = { controls: true, lang: 'en-GB' };
    const chart = await drawnChart(new FakeClient(greekDay()), properties);
    const pressed = await whenShown(chart, (root) => root.querySelector('.spans [aria-pressed=true]'));
    const failed = new FakeClient(greekDay());
    failed.failWith(new Error('The server cannot be reached'));
    const retry = await whenShown(mountChart(failed), (root) => root.querySelector('.message button'));
    for (const button of [pressed, retry]) {
      const { color, backgroundColor, forcedColorAdjust } = getComputedStyle(button);
      // The browser's own forced colours lay a plate of the page's colour behind text: the text's own here.
      expect(forcedColorAdjust).to.equal('none');
      expect(color).to.not.equal(backgroundColor);
    }
  });

  it('has room for a finger where there is no finer pointer', async () => {
    await executeServerCommand('emulate-features', { pointer: 'coarse' });
    expect(matchMedia('(pointer: coarse)').matches).to.equal(true);
    const chart = await drawnChart(new FakeClient(greekDay()), { controls: true, stream: 'generation' });
    await whenShown(chart, (root) => root.querySelector('.spans button'));
    const heights = (selector: string) =>
      [...chart.renderRoot.querySelectorAll<HTMLElement>(selector)].map(({ offsetHeight }) => offsetHeight);
    const controls = heights('.bar :is(button, select, input, summary):not(.menu li *)');
    expect(controls.length).to.be.above(8);
    expect(Math.min(...controls)).to.be.at.least(44);
    expect(Math.min(...heights('.legend button'))).to.be.at.least(32);
  });

  it('shows "24 h" in its order on a page that reads from right to left', async () => {
    const properties = { controls: true, lang: 'en-GB', dir: 'rtl' };
    const chart = await drawnChart(new FakeClient(greekDay()), properties);
    const button = await whenShown(chart, (root) => root.querySelector('.spans button'));
    expect(getComputedStyle(button).unicodeBidi).to.equal('plaintext');
  });

  it('is a line and its newest value where the page gives it 160 × 80 px', async () => {
    const chart = mountChart(new FakeClient(greekDay()), { lang: 'en-GB' }, 160);
    chart.style.blockSize = '80px';
    await whenShown(chart, (root) => root.querySelector('.tiny canvas') && chart.scrollHeight <= 80);
    expect(chart.scrollWidth).to.equal(160);
    expect(part(chart, 'canvas').offsetHeight).to.be.greaterThan(30);
    expect(part(chart, '.figure').offsetHeight).to.be.greaterThan(10);
    await expect(chart).to.be.accessible();
  });

  it('takes the height that the page gives it, and one of its own where it gives none', async () => {
    const chart = await drawnChart(new FakeClient(greekDay()));
    expect(part(chart, '.plot').offsetHeight).to.equal(320);
    chart.style.blockSize = '240px';
    await whenShown(chart, () => chart.scrollHeight === 240 && part(chart, '.plot').offsetHeight > 96);
  });

  for (const width of [160, 320, 800, 2_560]) {
    it(`fits ${width} px, and passes axe`, async () => {
      const chart = await drawnChart(new FakeClient(greekDay()), { stream: 'generation' }, width);
      expect(chart.scrollWidth).to.be.at.most(width);
      expect(displayOf(chart, '.footer')).to.not.equal('none');
      expect(displayOf(chart, '.legend-box') === 'none').to.equal(width < 240);
      await expect(chart).to.be.accessible();
    });
  }

  for (const theme of ['light', 'dark'] as const) {
    it(`passes axe with its menu open, as a table, and after its subscription, in the ${theme} theme`, async () => {
      const properties = { stream: 'generation', controls: true, theme, lang: 'en-GB' } as const;
      const chart = await drawnChart(new FakeClient(greekDay()), properties);
      const menu = await whenShown(chart, (root) => root.querySelector<HTMLDetailsElement>('.menu'));
      menu.open = true;
      await expect(chart).to.be.accessible();
      menu.open = false;
      chart.table = true;
      await whenShown(chart, (root) => root.querySelector('table.data, .data table'));
      await expect(chart).to.be.accessible();
      const ended = new FakeClient(greekDay());
      ended.failWith(Object.assign(new Error('The trial has ended'), { code: 'failed_precondition' }));
      const after = mountChart(ended, properties);
      await whenShown(after, (root) => root.querySelector('[part=error]'));
      await expect(after).to.be.accessible();
    });
  }

  it('speaks the language of its own, beside another one', async () => {
    const german = await drawnChart(new FakeClient(greekDay()), { lang: 'de' });
    const greek = await drawnChart(new FakeClient(greekDay()), { lang: 'el' });
    await whenShown(german, (root) => root.querySelector('.title')?.textContent?.includes('Stromverbrauch'));
    await whenShown(greek, (root) => root.querySelector('.title')?.textContent?.includes('Φορτίο'));
    german.requestUpdate();
    await german.updateComplete;
    expect(part(german, '.title').textContent).to.contain('Stromverbrauch');
  });
});
