import { expect } from '@open-wc/testing';
import { emulateMedia, executeServerCommand } from '@web/test-runner-commands';
import { FakeClient } from '../testing/fake-client.ts';
import { greekDay } from '../testing/greek-day.ts';
import { drawnChart, mountChart, part, unmountCharts, whenShown } from '../testing/mount-chart.ts';

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
    for (const selector of ['.badge', '.controls']) expect(displayOf(chart, selector)).to.equal('none');
    expect(displayOf(chart, '.legend')).to.not.equal('none');
  });

  for (const width of [160, 320, 800, 2_560]) {
    it(`fits ${width} px, and passes axe`, async () => {
      const chart = await drawnChart(new FakeClient(greekDay()), { stream: 'generation' }, width);
      expect(chart.scrollWidth).to.be.at.most(width);
      expect(displayOf(chart, 'footer') === 'none').to.equal(width < 240);
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
