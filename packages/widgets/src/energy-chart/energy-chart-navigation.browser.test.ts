import { expect } from '@open-wc/testing';
import { FakeClient } from '../testing/fake-client.ts';
import { greekDay, hourOfDay } from '../testing/greek-day.ts';
import { drawnChart, nextEvent, part, textOf, unmountCharts, whenShown } from '../testing/mount-chart.ts';
import { point, press, turnWheel } from '../testing/use-chart.ts';
import { type EnergyChartElement, SelectionChangeEvent, SeriesToggleEvent } from './energy-chart.ts';

/** A chart of a day of data with nothing around it. */
const dayChart = (properties: Partial<EnergyChartElement> = {}) =>
  drawnChart(new FakeClient(greekDay()), { lang: 'en-GB', ...properties });

/** The hours of the day that a chart shows. */
function hours({ from, to }: EnergyChartElement): [number, number] {
  return [(Date.parse(from) - hourOfDay(0)) / 3_600_000, (Date.parse(to) - hourOfDay(0)) / 3_600_000];
}

describe('the range of <energy-chart>', () => {
  afterEach(unmountCharts);

  it('zooms to what the pointer is dragged over, and tells the page', async () => {
    const chart = await dayChart();
    const told = nextEvent(chart, 'range-change');
    await point(
      chart,
      { type: 'pointerdown', share: 0.75 },
      { type: 'pointermove', share: 0.5 },
      { type: 'pointermove', share: 0.25 },
    );
    expect(chart.renderRoot.querySelector('.selection')).to.not.equal(null);
    await point(chart, { type: 'pointerup', share: 0.25 });
    const [from, to] = hours(chart);
    expect([Math.round(from), Math.round(to)]).to.deep.equal([6, 18]);
    expect(await told).to.deep.include({ from: new Date(chart.from), to: new Date(chart.to) });
    expect(chart.renderRoot.querySelector('.selection')).to.equal(null);
  });

  it('zooms and pans by the keyboard, never beyond the data, and comes back', async () => {
    const chart = await dayChart();
    await press(chart, ['+']);
    expect(hours(chart)).to.deep.equal([6, 18]);
    await press(chart, ['ArrowRight'], { shiftKey: true });
    expect(hours(chart)).to.deep.equal([9, 21]);
    await press(chart, ['ArrowRight', 'ArrowRight'], { shiftKey: true });
    expect(hours(chart)).to.deep.equal([12, 24]);
    await press(chart, ['0']);
    expect([chart.from, chart.to]).to.deep.equal(['', '']);
  });

  it('leaves the wheel to the page until it is meant for the chart', async () => {
    const chart = await dayChart();
    expect(await turnWheel(chart, { deltaY: -200 })).to.equal(true);
    expect(chart.from).to.equal('');
    expect(await turnWheel(chart, { deltaY: -50, ctrlKey: true })).to.equal(false);
    const [from, to] = hours(chart);
    expect(to - from).to.be.lessThan(18);
    expect(Math.round((from + to) / 2)).to.equal(12);
  });

  it('follows two fingers', async () => {
    const chart = await dayChart();
    const finger = (pointerId: number) => ({ pointerId, pointerType: 'touch' });
    await point(
      chart,
      { type: 'pointerdown', share: 0.4, ...finger(1) },
      { type: 'pointerdown', share: 0.6, ...finger(2) },
      { type: 'pointermove', share: 0.3, ...finger(1) },
      { type: 'pointermove', share: 0.7, ...finger(2) },
    );
    expect(hours(chart).map(Math.round)).to.deep.equal([6, 18]);
    let pins = 0;
    chart.addEventListener('selection-change', () => pins++);
    await point(
      chart,
      { type: 'pointerup', share: 0.3, ...finger(1) },
      { type: 'pointerdown', share: 0.3, ...finger(3) },
      { type: 'pointerup', share: 0.7, ...finger(2) },
      { type: 'pointerup', share: 0.3, ...finger(3) },
    );
    expect(pins, 'no finger of a pinch has clicked').to.equal(0);
    await point(
      chart,
      { type: 'pointerdown', share: 0.5, ...finger(4) },
      { type: 'pointerup', share: 0.5, ...finger(4) },
    );
    expect(pins, 'a finger alone has').to.equal(1);
  });

  it('goes on to what has not been read yet without a moment of nothing', async () => {
    const client = new FakeClient(greekDay());
    const chart = await drawnChart(client, { from: '2022-01-01T10:00:00Z', to: '2022-01-01T14:00:00Z' });
    await press(chart, ['-']);
    expect(chart.renderRoot.querySelector('canvas')).to.not.equal(null);
    expect(hours(chart)).to.deep.equal([8, 16]);
    const [watch] = client.watches;
    expect(watch?.from).to.be.at.most(hourOfDay(8));
  });

  it('is what the page asks for again once the page asks for something else', async () => {
    const chart = await dayChart();
    await press(chart, ['+']);
    Object.assign(chart, { from: '2022-01-01T10:00:00Z', to: '2022-01-01T12:00:00Z' });
    await chart.updateComplete;
    chart.resetRange();
    expect(hours(chart)).to.deep.equal([10, 12]);
  });

  it('is a part of the state, which brings back what the user saw', async () => {
    const chart = await dayChart({ stream: 'generation' });
    await press(chart, ['+']);
    part(chart, '.legend button').click();
    const { state } = chart;
    const other = await dayChart({ stream: 'generation' });
    other.state = state;
    await whenShown(other, (root) => root.querySelector('[aria-pressed=false]'));
    const instants = ({ from, to }: EnergyChartElement) => [from, to].map((time) => Date.parse(time));
    expect(instants(other)).to.deep.equal(instants(chart));
    expect(other.state).to.equal(state);
    other.resetRange();
    expect([other.from, other.to]).to.deep.equal(['', '']);
  });

  it('is what the page asks for where an address has no state', async () => {
    const page = { view: 'compare', compare: ['-1d'], span: '7d' } as const;
    const chart = await dayChart(page);
    expect(chart.state).to.equal('');
    chart.state = '';
    expect(chart).to.deep.include(page);
    chart.state = 'view=profile&bucket=day-of-week&span=24h';
    await chart.updateComplete;
    expect(chart).to.include({ view: 'profile', bucket: 'day-of-week', span: '24h' });
    chart.state = '';
    expect(chart).to.deep.include({ ...page, bucket: 'hour-of-day' });
  });
});

describe('the legend of <energy-chart>', () => {
  afterEach(unmountCharts);

  it('hides a series and shows it again, and tells the page', async () => {
    const chart = await dayChart({ stream: 'generation' });
    const told = nextEvent(chart, 'series-toggle');
    part(chart, '.legend button').click();
    const event = await told;
    expect(event).to.be.instanceOf(SeriesToggleEvent);
    expect(event).to.deep.include({ series: 'Fossil Gas', isHidden: true });
    await press(chart, ['End']);
    expect(textOf(chart, '.tooltip')).to.not.include('Gas');
    part(chart, '.legend button').click();
    await chart.updateComplete;
    expect(textOf(chart, '.tooltip')).to.include('Gas');
  });

  it('is what the page puts in its place, as the attribution is', async () => {
    const chart = await dayChart({ stream: 'generation' });
    const put = ['legend', 'footer'].map((slot) => {
      const element = document.createElement('b');
      Object.assign(element, { slot, textContent: slot });
      chart.append(element);
      return element;
    });
    for (const { offsetHeight } of put) expect(offsetHeight).to.be.greaterThan(10);
    expect(part(chart, '.legend button').getClientRects()).to.have.length(0);
    await expect(chart).to.be.accessible();
  });

  it('draws patterns beside colours when asked to', async () => {
    const chart = await dayChart({ stream: 'generation' });
    expect(chart.renderRoot.querySelector('.pattern')).to.equal(null);
    chart.patterns = true;
    await chart.updateComplete;
    expect(chart.renderRoot.querySelectorAll('.pattern')).to.have.length(4);
    await expect(chart).to.be.accessible();
  });
});

describe('the cursor of several <energy-chart>s', () => {
  afterEach(unmountCharts);

  it('is one in a group, and apart from charts of none', async () => {
    const [one, two, alone] = [
      await dayChart({ sync: 'a' }),
      await dayChart({ sync: 'a' }),
      await dayChart(),
    ];
    await press(one, ['Home']);
    await two.updateComplete;
    expect(textOf(two, 'caption')).to.equal(textOf(one, 'caption'));
    expect(alone.renderRoot.querySelector('caption')).to.equal(null);
    await press(one, ['Escape']);
    await two.updateComplete;
    expect(two.renderRoot.querySelector('caption')).to.equal(null);
  });

  it('stays where another chart reads, though one that was read before leaves the group', async () => {
    const [one, two] = [await dayChart({ sync: 'a' }), await dayChart({ sync: 'a' })];
    await press(one, ['Home']);
    await press(two, ['End']);
    const caption = textOf(two, 'caption');
    one.sync = '';
    await one.updateComplete;
    await two.updateComplete;
    expect(textOf(two, 'caption')).to.equal(caption);
  });

  it('says nothing of a time that only another chart of the group shows', async () => {
    const [wide, narrow] = [
      await dayChart({ sync: 'a' }),
      await dayChart({ sync: 'a', from: '2022-01-01T12:00:00Z', to: '2022-01-01T18:00:00Z' }),
    ];
    await press(wide, ['Home']);
    await narrow.updateComplete;
    expect(textOf(wide, 'caption')).to.equal('Sat 1 Jan, 02:00–03:00');
    expect(narrow.renderRoot.querySelector('.tooltip')).to.equal(null);
    await press(narrow, ['+']);
    expect(hours(narrow)).to.deep.equal([13.5, 16.5]);
    await point(wide, { type: 'pointermove', share: 0.63 });
    await narrow.updateComplete;
    expect(textOf(narrow, 'caption')).to.equal(textOf(wide, 'caption'));
  });

  it('is out of sight with the hour that it is pinned to, and is let go where another is pointed at', async () => {
    const chart = await dayChart({ from: '2022-01-01T04:00:00Z', to: '2022-01-01T08:00:00Z' });
    const picks: SelectionChangeEvent[] = [];
    chart.addEventListener(
      'selection-change',
      (event) => event instanceof SelectionChangeEvent && picks.push(event),
    );
    await press(chart, ['Home', 'Enter']);
    const caption = textOf(chart, '.tooltip.pinned caption');
    await press(chart, ['ArrowRight', 'ArrowRight'], { shiftKey: true });
    await whenShown(chart, (root) => !root.querySelector('.tooltip'));
    expect(chart.renderRoot.querySelector('.crosshair')).to.equal(null);
    const [from = 0, to = 0] = hours(chart);
    await press(chart, ['+']);
    expect(hours(chart)).to.deep.equal([from + 1, to - 1]);
    await press(chart, ['-']);
    await press(chart, ['ArrowLeft', 'ArrowLeft'], { shiftKey: true });
    await whenShown(chart, (root) => root.querySelector('.tooltip.pinned caption')?.textContent === caption);
    await press(chart, ['ArrowRight', 'ArrowRight'], { shiftKey: true });
    await whenShown(chart, (root) => !root.querySelector('.tooltip'));
    await point(chart, { type: 'pointermove', share: 0.5 });
    expect(chart.renderRoot.querySelectorAll('.tooltip:not(.pinned)')).to.have.length(1);
    expect(picks.map((pick) => pick.from === undefined)).to.deep.equal([false, true]);
  });

  it('goes with the chart that is read, and stays where another one goes', async () => {
    const [read, other, third] = [
      await dayChart({ sync: 'a' }),
      await dayChart({ sync: 'a' }),
      await dayChart({ sync: 'a' }),
    ];
    await press(read, ['Home']);
    third.remove();
    await other.updateComplete;
    expect(other.renderRoot.querySelector('caption')).to.not.equal(null);
    read.remove();
    await other.updateComplete;
    expect(other.renderRoot.querySelector('caption')).to.equal(null);
  });

  it('stays where it is pinned, until it is let go', async () => {
    const chart = await dayChart();
    const told = nextEvent(chart, 'selection-change');
    await point(
      chart,
      { type: 'pointermove', share: 0.01 },
      { type: 'pointerdown', share: 0.01 },
      { type: 'pointerup', share: 0.01 },
      { type: 'pointermove', share: 0.9 },
      { type: 'pointerleave', share: 0.9 },
    );
    expect(textOf(chart, '.tooltip.pinned caption')).to.equal('Sat 1 Jan, 02:00–03:00');
    const event = await told;
    expect(event).to.be.instanceOf(SelectionChangeEvent);
    expect(event).to.deep.include({ from: new Date(hourOfDay(0)), to: new Date(hourOfDay(1)) });
    const letGo = nextEvent(chart, 'selection-change');
    await press(chart, ['Escape']);
    expect((await letGo) as SelectionChangeEvent).to.include({ from: undefined });
    expect(chart.renderRoot.querySelector('.tooltip')).to.equal(null);
  });
});
