import { expect } from '@open-wc/testing';
import { europeanHours, HOURS_START } from '../testing/european-hours.ts';
import { FakeMapClient } from '../testing/fake-map-client.ts';
import {
  drawnMap,
  mapPart,
  mapText,
  mountMap,
  nextFrom,
  unmountMaps,
  whenSeen,
} from '../testing/mount-map.ts';
import type { ChartErrorEvent, EnergyMapElement, TimeChangeEvent } from './energy-map.ts';

const HOUR_MS = 3_600_000;

const country = (map: EnergyMapElement, code: string) => mapPart<SVGPathElement>(map, `[data-code=${code}]`);
const flows = (map: EnergyMapElement) =>
  [...map.renderRoot.querySelectorAll<SVGElement>('[data-flow]')].map((arrow) => arrow.dataset['flow']);

function seek(map: EnergyMapElement, position: number): void {
  const slider = mapPart<HTMLInputElement>(map, 'input');
  slider.valueAsNumber = position;
  slider.dispatchEvent(new Event('input', { bubbles: true }));
}

describe('<energy-map>', () => {
  afterEach(unmountMaps);

  it('colours countries by the class of their load in the newest hour', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()));
    expect(mapText(map, '.hour')).to.equal('Sat, 1 Jan 2022, 03:00–04:00 CET 4 of 41 countries');
    expect(country(map, 'FR').getAttribute('class')).to.equal('country c5');
    expect(country(map, 'GR').getAttribute('class')).to.equal('country c2');
  });

  it('hatches what is not known, be it late or never published, and does not take it for zero', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()));
    for (const code of ['MK', 'IS']) {
      expect(country(map, code).getAttribute('fill')).to.equal('url(#hatch)');
      expect(country(map, code).getAttribute('class')).to.equal('country unknown');
    }
  });

  it('shows the renewable share where the mix is known', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()), { metric: 'renewable-share' });
    expect(country(map, 'GR').classList.contains('c3')).to.equal(true);
    expect(country(map, 'FR').classList.contains('c0')).to.equal(true);
    expect(country(map, 'BG').classList.contains('unknown')).to.equal(true);
  });

  it('shows net imports, and one arrow for each border in the direction of its net', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()), { metric: 'net-import' });
    expect(country(map, 'IT').classList.contains('c5')).to.equal(true);
    expect(country(map, 'FR').classList.contains('c1')).to.equal(true);
    expect(flows(map)).to.have.members(['FR IT', 'BG GR', 'IT GR']);
  });

  it('takes another metric', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()));
    map.metric = 'net-import';
    await whenSeen(map, (root) => root.querySelector('.map.net-import'));
    expect(mapText(map, '.title')).to.equal('Net imports of electricity in Europe');
  });

  it('goes back by the slider, says that it is not live, and forth again', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()));
    const moved = nextFrom<TimeChangeEvent>(map, 'time-change');
    seek(map, 0);
    const { from, isLive } = await moved;
    expect([from.getTime(), isLive]).to.deep.equal([HOURS_START, false]);
    expect(mapText(map, '.badge')).to.equal('Not live');
    const back = nextFrom<TimeChangeEvent>(map, 'time-change');
    seek(map, 2);
    expect((await back).isLive).to.equal(true);
  });

  it('plays the hours one after the other, from the first, and ends at the newest', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()), { replay: true });
    const hours: number[] = [];
    map.addEventListener('time-change', (event) =>
      hours.push(((event as TimeChangeEvent).from.getTime() - HOURS_START) / HOUR_MS),
    );
    mapPart(map, '.play').click();
    await whenSeen(map, (root) => root.querySelector('.play[aria-label=Pause]'));
    await whenSeen(map, (root) => root.querySelector('.play[aria-label=Play]'));
    expect(hours).to.deep.equal([0, 1, 2]);
    expect(mapText(map, '.badge')).to.equal('Live');
  });

  it('stops playing when asked to', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()));
    mapPart(map, '.play').click();
    await nextFrom(map, 'time-change');
    mapPart(map, '.play').click();
    await map.updateComplete;
    expect(mapPart(map, '.play').getAttribute('aria-label')).to.equal('Play');
  });

  it('moves on by itself when most countries have a newer hour', async () => {
    const client = new FakeMapClient(europeanHours(3));
    const map = await drawnMap(client);
    const moved = nextFrom<TimeChangeEvent>(map, 'time-change');
    client.change(europeanHours(4));
    expect((await moved).from.getTime()).to.equal(HOURS_START + 3 * HOUR_MS);
    expect(mapPart<HTMLInputElement>(map, 'input').max).to.equal('3');
  });

  it('stays at the hour that was asked for, and shows what changes in it', async () => {
    const client = new FakeMapClient(europeanHours(3));
    const map = await drawnMap(client, { at: '2022-01-01T00:30:00Z' });
    expect(mapText(map, '.hour')).to.contain('01:00–02:00 CET');
    expect(country(map, 'GR').classList.contains('c2')).to.equal(true);
    const [greece, ...others] = europeanHours(3).load;
    if (!greece) throw new Error('there is no Greece');
    const segments = greece.segments.map((segment) => ({
      ...segment,
      megawatts: Float64Array.of(900, 1, 1),
    }));
    client.change({ load: [{ ...greece, segments }, ...others] });
    await whenSeen(map, (root) => root.querySelector('.c0[data-code=GR]'));
    expect(mapText(map, '.hour')).to.contain('01:00–02:00 CET');
  });

  it('shows a past day where it is asked for one, and does not take its last hour for the newest', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours(60)), { at: '2022-01-01T05:00:00Z' });
    expect(mapText(map, '.hour')).to.contain('Sat, 1 Jan 2022, 06:00–07:00 CET');
    const moved = nextFrom<TimeChangeEvent>(map, 'time-change');
    seek(map, 23);
    const { from, isLive } = await moved;
    expect([from.getTime(), isLive]).to.deep.equal([HOURS_START + 28 * HOUR_MS, false]);
    const live = nextFrom<TimeChangeEvent>(map, 'time-change');
    map.at = '';
    expect((await live).isLive).to.equal(true);
  });

  it('says so where no flow is known', async () => {
    const { load } = europeanHours();
    const map = await drawnMap(new FakeMapClient({ load }));
    expect(flows(map)).to.deep.equal([]);
    expect(mapText(map, '.legend')).to.contain('No flows are known for this hour.');
  });

  it('shows the same as tables, and the way back', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()));
    mapPart(map, '.table-toggle').click();
    await map.updateComplete;
    const rows = [...map.renderRoot.querySelectorAll('tbody tr')].map((row) =>
      [...row.children].map((cell) => (cell.textContent ?? '').replace(/\s+/g, ' ').trim()),
    );
    expect(rows[0]).to.deep.equal(['France', '52.00 GW', 'Sat 1 Jan, 03:00–04:00']);
    expect(rows[4]).to.deep.equal(['North Macedonia', 'no data', 'Sat 1 Jan, 02:00–03:00']);
    expect(rows[5]).to.deep.equal(['France', 'Italy', '2.50 GW']);
    mapPart(map, '.table-toggle').click();
    await map.updateComplete;
    expect(map.renderRoot.querySelector('svg.map')).to.not.equal(null);
  });

  it('orders its tables by the column that is chosen, and turns them round', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()), { view: 'table' });
    const names = () =>
      [...map.renderRoot.querySelectorAll('table:first-child tbody th')].map((cell) => cell.textContent);
    const choose = async (column: number) => {
      mapPart(map, `thead th:nth-child(${column}) button`).click();
      await map.updateComplete;
      return mapPart(map, `thead th:nth-child(${column})`).getAttribute('aria-sort');
    };
    expect(names()).to.deep.equal(['France', 'Italy', 'Greece', 'Bulgaria', 'North Macedonia']);
    expect(await choose(1)).to.equal('ascending');
    expect(names()).to.deep.equal(['Bulgaria', 'France', 'Greece', 'Italy', 'North Macedonia']);
    expect(await choose(2)).to.equal('descending');
    expect(await choose(2)).to.equal('ascending');
    expect(names()[0]).to.equal('North Macedonia');
  });

  it('shows what there is after the stream was set up anew', async () => {
    const client = new FakeMapClient(europeanHours(4));
    const map = await drawnMap(client);
    const moved = nextFrom<TimeChangeEvent>(map, 'time-change');
    client.reset(europeanHours(2));
    expect((await moved).from.getTime()).to.equal(HOURS_START + HOUR_MS);
  });

  it('gives the end of a subscription a place for what the page offers', async () => {
    const client = new FakeMapClient(europeanHours());
    client.failWith(Object.assign(new Error('The trial has ended'), { code: 'failed_precondition' }));
    const map = mountMap(client);
    const slot = await whenSeen(map, (root) => root.querySelector('slot[name=subscription-ended]'));
    expect(slot.closest('[role=alert]')).to.not.equal(null);
  });

  it('says when there is no data at all', async () => {
    const map = mountMap(new FakeMapClient({}));
    await whenSeen(map, (root) => root.querySelector('[part=empty]'));
    expect(mapText(map, '.message')).to.equal('There is no data in this stream yet');
  });

  it('comes by itself once the server that had nothing at first has data', async () => {
    const client = new FakeMapClient({});
    const map = mountMap(client);
    await whenSeen(map, (root) => root.querySelector('[part=empty]'));
    client.change(europeanHours());
    await whenSeen(map, (root) => root.querySelector('.surface'));
  });

  it('comes by itself once the server that was down at first is back', async () => {
    const client = new FakeMapClient(europeanHours());
    client.failWith(Object.assign(new Error('The server cannot be reached'), { retryable: true }));
    const map = mountMap(client);
    await whenSeen(map, (root) => root.querySelector('[role=alert]'));
    client.failWith(undefined);
    const shown = nextFrom(map, 'time-change');
    window.dispatchEvent(new Event('online'));
    await shown;
  });

  it('says what went wrong, tells the host, and tries again when asked to', async () => {
    const client = new FakeMapClient(europeanHours());
    client.failWith(new Error('The server cannot be reached'));
    const map = mountMap(client);
    const { error } = await nextFrom<ChartErrorEvent>(map, 'error');
    expect(error.message).to.equal('The server cannot be reached');
    const button = await whenSeen(map, (root) => root.querySelector<HTMLElement>('[role=alert] button'));
    client.failWith(undefined);
    button.click();
    await nextFrom(map, 'time-change');
    expect(country(map, 'FR').classList.contains('c5')).to.equal(true);
  });

  for (const [attribute, value, message] of [
    ['metric', 'price', /metric="price".*load, renewable-share, net-import/],
    ['days', '9', /1 to 7, not 9/],
    ['at', 'noon', /at="noon"/],
    ['time-zone', 'Europe/Atlantis', /Europe\/Atlantis/],
  ] as const) {
    it(`names the attribute ${attribute} when it is wrong, and draws again when it is right`, async () => {
      const map = mountMap(new FakeMapClient(europeanHours()));
      const right = map.getAttribute(attribute);
      map.setAttribute(attribute, value);
      await whenSeen(map, (root) => root.querySelector('[role=alert]'));
      expect(mapText(map, '[role=alert]')).to.match(message);
      if (right === null) map.removeAttribute(attribute);
      else map.setAttribute(attribute, right);
      await whenSeen(map, (root) => root.querySelector('.stage path'));
    });
  }

  it('shows no hour that was not asked for while its time is wrong, whatever else changes', async () => {
    const map = mountMap(new FakeMapClient(europeanHours()), { at: 'noon' });
    await whenSeen(map, (root) => root.querySelector('[role=alert]'));
    map.metric = 'net-import';
    await map.updateComplete;
    expect(mapText(map, '[role=alert]')).to.match(/at="noon"/);
    map.at = '2022-01-01T00:30:00Z';
    await whenSeen(map, (root) => root.querySelector('.map.net-import'));
    expect(mapText(map, '.badge')).to.equal('Not live');
  });

  for (const [name, width] of [
    ['a phone', 320],
    ['a column', 640],
    ['a wide page', 1400],
  ] as const) {
    it(`fits ${name}, with every country in it`, async () => {
      const map = await drawnMap(new FakeMapClient(europeanHours()), {}, width);
      const stage = mapPart(map, '.stage').getBoundingClientRect();
      expect(map.scrollWidth).to.be.at.most(width);
      for (const code of ['PT', 'IS', 'NO', 'GE', 'CY', 'MT']) {
        const box = country(map, code).getBoundingClientRect();
        expect(box.left >= stage.left - 1 && box.right <= stage.right + 1, code).to.equal(true);
        expect(box.top >= stage.top - 1 && box.bottom <= stage.bottom + 1, code).to.equal(true);
      }
    });
  }
});
