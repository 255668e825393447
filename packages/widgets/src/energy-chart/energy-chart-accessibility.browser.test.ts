import { expect } from '@open-wc/testing';
import { FakeClient } from '../testing/fake-client.ts';
import { greekDay } from '../testing/greek-day.ts';
import {
  drawnChart,
  mountChart,
  nextEvent,
  part,
  textOf,
  unmountCharts,
  whenShown,
} from '../testing/mount-chart.ts';

describe('<energy-chart> is accessible', () => {
  afterEach(unmountCharts);

  for (const theme of ['light', 'dark'] as const) {
    for (const stream of ['load', 'generation', 'flows'] as const) {
      it(`with ${stream} in the ${theme} theme, while it is read`, async () => {
        const chart = await drawnChart(new FakeClient(greekDay()), { stream, theme });
        part(chart, '.surface').dispatchEvent(new KeyboardEvent('keydown', { key: 'End' }));
        await chart.updateComplete;
        await expect(chart).to.be.accessible();
      });
    }

    it(`while it waits, in the ${theme} theme`, async () => {
      const client = new FakeClient(greekDay());
      client.hang();
      const chart = mountChart(client, { theme });
      await chart.updateComplete;
      await expect(chart).to.be.accessible();
    });

    it(`when it is empty, in the ${theme} theme`, async () => {
      const chart = mountChart(new FakeClient(greekDay()), { from: '2023-01-01', to: '2023-01-02', theme });
      await whenShown(chart, (root) => root.querySelector('.message'));
      await expect(chart).to.be.accessible();
    });

    it(`when it has failed, in the ${theme} theme`, async () => {
      const client = new FakeClient(greekDay());
      client.failWith(new Error('The server cannot be reached'));
      const chart = mountChart(client, { theme });
      await nextEvent(chart, 'error');
      await chart.updateComplete;
      await expect(chart).to.be.accessible();
    });

    it(`when its connection is lost, in the ${theme} theme`, async () => {
      const client = new FakeClient(greekDay());
      client.setStatus({ state: 'reconnecting', since: 0 });
      const chart = await drawnChart(client, { theme });
      await expect(chart).to.be.accessible();
    });
  }

  it('sums itself up in words', async () => {
    const chart = await drawnChart(new FakeClient(greekDay()), { lang: 'en-GB' });
    expect(textOf(chart, '#summary')).to.equal(
      'From 1 January 2022, 02:00 to 2 January 2022, 02:00, EET. Load: mean 5.000 GW, ' +
        'lowest 4.100 GW at 1 January 2022, 20:00, highest 5.900 GW at 1 January 2022, 08:00, latest 4.767 GW, falling.',
    );
  });
});
