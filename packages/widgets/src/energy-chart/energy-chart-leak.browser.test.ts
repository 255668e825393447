import { expect, nextFrame } from '@open-wc/testing';
import { FakeClient } from '../testing/fake-client.ts';
import { greekDay } from '../testing/greek-day.ts';
import { drawnChart, nextEvent, unmountCharts } from '../testing/mount-chart.ts';

/** Chromium offers this where it is started with `--expose-gc`, as these tests do. */
declare const gc: (options: { execution: 'async' }) => Promise<void>;

describe('<energy-chart> that is removed', () => {
  afterEach(unmountCharts);

  it('ends its watches and stops listening', async () => {
    const client = new FakeClient(greekDay());
    const chart = await drawnChart(client, { stream: 'flows' });
    expect([client.watches.size, client.statusListeners]).to.deep.equal([2, 1]);
    chart.remove();
    expect([client.watches.size, client.statusListeners]).to.deep.equal([0, 0]);
  });

  it('goes on where it was when it comes back', async () => {
    const client = new FakeClient(greekDay());
    const chart = await drawnChart(client);
    const place = chart.parentElement;
    chart.remove();
    client.change('load', greekDay(30).load);
    const moved = nextEvent(chart, 'range-change');
    place?.append(chart);
    await moved;
    expect([client.watches.size, client.statusListeners]).to.deep.equal([1, 1]);
  });

  it('is forgotten by the page', async () => {
    const client = new FakeClient(greekDay());
    const charts = await Promise.all(
      Array.from({ length: 5 }, async () => new WeakRef(await drawnChart(client, { stream: 'generation' }))),
    );
    unmountCharts();
    // What was painted last is kept until the page has been painted without it.
    await nextFrame();
    await nextFrame();
    await gc({ execution: 'async' });
    expect(charts.filter((chart) => chart.deref() !== undefined)).to.have.length(0);
  });
});
