import { expect } from '@open-wc/testing';
import { FakeClient } from '../testing/fake-client.ts';
import { greekDay } from '../testing/greek-day.ts';
import { drawnChart, unmountCharts } from '../testing/mount-chart.ts';
import { residueOf } from '../testing/page-metrics.ts';

const TIMES = 200;
/** Some of what a browser keeps for itself grows a little; a chart that leaks holds some 100 kB. */
const MOST_BYTES_EACH = 2_500;

describe('<energy-chart> that comes and goes', () => {
  it('leaves neither memory nor listeners nor watches behind, two hundred times', async function () {
    this.timeout(180_000);
    const client = new FakeClient(greekDay());
    const { before, after } = await residueOf(TIMES, async () => {
      const chart = await drawnChart(client, { stream: 'generation', sync: 'page' });
      client.change('generation', greekDay(25).generation);
      await chart.updateComplete;
      unmountCharts();
    });
    expect([client.watches.size, client.statusListeners]).to.deep.equal([0, 0]);
    expect(after.listeners, 'listeners').to.equal(before.listeners);
    expect(after.heapBytes - before.heapBytes, 'bytes').to.be.below(TIMES * MOST_BYTES_EACH);
  });
});
