import { expect } from '@open-wc/testing';
import { FakeClient } from './fake-client.ts';
import { greekDay } from './greek-day.ts';
import { drawnChart, unmountCharts } from './mount-chart.ts';
import { residueOf } from './page-metrics.ts';

describe('what repetitions leave behind', () => {
  it('shows a listener that is not taken away, and the chart that it holds', async () => {
    const client = new FakeClient(greekDay());
    const stop = new AbortController();
    const times = 20;
    const { before, after } = await residueOf(times, async () => {
      const chart = await drawnChart(client, { stream: 'generation' });
      window.addEventListener('offline', () => chart.resetRange(), { signal: stop.signal });
      unmountCharts();
    });
    stop.abort();
    expect(after.listeners - before.listeners).to.be.at.least(times);
    expect(after.heapBytes - before.heapBytes).to.be.above(times * 10_000);
  });
});
