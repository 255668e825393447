import { expect } from '@open-wc/testing';
import { europeanHours } from '../testing/european-hours.ts';
import { FakeMapClient } from '../testing/fake-map-client.ts';
import {
  drawnMap,
  mapPart,
  mapText,
  nextFrom,
  pressOn,
  unmountMaps,
  whenSeen,
} from '../testing/mount-map.ts';
import type { AreaSelectEvent, EnergyMapElement } from './energy-map.ts';

function point(map: EnergyMapElement, type: string, code: string): void {
  const event = new PointerEvent(type, { bubbles: true, pointerType: 'mouse' });
  mapPart<SVGElement>(map, `[data-code=${code}]`).dispatchEvent(event);
}

describe('the cursor of <energy-map>', () => {
  afterEach(unmountMaps);

  it('begins at the highest value and goes to the neighbour that lies there', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()));
    await pressOn(map, 'ArrowDown');
    expect(mapText(map, '.tooltip caption')).to.equal('France');
    await pressOn(map, 'ArrowRight');
    expect(mapText(map, '.tooltip caption')).to.equal('Switzerland');
    await pressOn(map, 'Escape');
    expect(map.renderRoot.querySelector('.tooltip')).to.equal(null);
  });

  it('stays at the edge of the map', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()), { selected: 'PT' });
    await pressOn(map, 'ArrowLeft', 'ArrowLeft');
    expect(mapText(map, '.tooltip caption')).to.equal('Portugal');
  });

  it('says the value and the flows of a country once it rests', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()), { selected: 'GR' });
    await pressOn(map, 'ArrowUp');
    await whenSeen(map, (root) => root.querySelector('[aria-live]')?.textContent);
    expect(mapText(map, '[aria-live]')).to.equal(
      'Greece: Load 5.50 GW, from Bulgaria 0.60 GW, from Italy 0.50 GW',
    );
  });

  it('says since when there is no data of a country', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()), { selected: 'MK' });
    await pressOn(map, 'ArrowUp');
    await whenSeen(map, (root) => root.querySelector('[aria-live]')?.textContent);
    expect(mapText(map, '[aria-live]')).to.equal(
      'North Macedonia: no data; last known Sat 1 Jan, 02:00–03:00',
    );
  });

  for (const key of ['Enter', ' ']) {
    it(`selects by ${key === ' ' ? 'Space' : key}, and tells the host`, async () => {
      const map = await drawnMap(new FakeMapClient(europeanHours()));
      const selected = nextFrom<AreaSelectEvent>(map, 'area-select');
      await pressOn(map, 'ArrowDown', key);
      const { area, details, bubbles } = await selected;
      expect([area, details?.eic, bubbles]).to.deep.equal(['FR', '10YFR-----------', false]);
      expect(map.getAttribute('selected')).to.equal('FR');
    });
  }

  it('selects by a click, even a country without data', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()));
    const selected = nextFrom<AreaSelectEvent>(map, 'area-select');
    point(map, 'click', 'IS');
    const { area, details } = await selected;
    expect([area, details]).to.deep.equal(['IS', undefined]);
    await map.updateComplete;
    expect(map.renderRoot.querySelector('.outline.selected')).to.not.equal(null);
  });

  it('follows the pointer, and moves the flows of others into the background', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()));
    point(map, 'pointermove', 'GR');
    await map.updateComplete;
    const rows = [...map.renderRoot.querySelectorAll('.tooltip th')].map((cell) => cell.textContent);
    expect(rows).to.deep.equal(['Load', 'from Bulgaria', 'from Italy']);
    expect(mapPart(map, '[data-flow="FR IT"]').classList.contains('aside')).to.equal(true);
    expect(mapPart(map, '[data-flow="BG GR"]').classList.contains('aside')).to.equal(false);
    mapPart(map, '.surface').dispatchEvent(new PointerEvent('pointerleave', { pointerType: 'mouse' }));
    await map.updateComplete;
    expect(map.renderRoot.querySelector('.tooltip')).to.equal(null);
  });

  it('keeps the tooltip within the map and off the country that it is about', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()));
    const stage = mapPart(map, '.stage').getBoundingClientRect();
    for (const code of ['PT', 'GE', 'MT', 'IS', 'DE']) {
      point(map, 'pointermove', code);
      await map.updateComplete;
      const tooltip = mapPart(map, '.tooltip').getBoundingClientRect();
      const country = mapPart(map, `[data-code=${code}]`).getBoundingClientRect();
      expect(tooltip.left >= stage.left - 1 && tooltip.right <= stage.right + 1, code).to.equal(true);
      expect(tooltip.right <= country.left || tooltip.left >= country.right, code).to.equal(true);
    }
  });

  it('leaves keys alone that mean nothing to it', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()));
    for (const key of ['Tab', 'Enter', 'a']) {
      const event = new KeyboardEvent('keydown', { key, cancelable: true });
      mapPart(map, '.surface').dispatchEvent(event);
      expect(event.defaultPrevented, key).to.equal(false);
    }
  });
});
