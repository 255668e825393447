import { expect } from '@open-wc/testing';
import { europeanHours } from '../testing/european-hours.ts';
import { FakeMapClient } from '../testing/fake-map-client.ts';
import { mapPart, mountMap, unmountMaps, whenSeen } from '../testing/mount-map.ts';

describe('the room of <energy-map>', () => {
  afterEach(unmountMaps);

  for (const width of [200, 360, 700, 1_200]) {
    for (const view of ['map', 'table'] as const) {
      it(`is the same from its first moment to its data: ${view}, ${width} px wide`, async () => {
        const map = mountMap(new FakeMapClient(europeanHours()), { view }, width);
        const heights = new Set<number>();
        const observer = new ResizeObserver(() => heights.add(map.offsetHeight));
        await map.updateComplete;
        heights.add(map.offsetHeight);
        const before = mapPart(map, '.stage').offsetHeight;
        observer.observe(map);
        await whenSeen(map, (root) => root.querySelector('.time-bar input'));
        await map.updateComplete;
        // Observers are told after the next frame's layout.
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        observer.disconnect();
        expect([...heights]).to.deep.equal([map.offsetHeight]);
        // The words above the map may take a line or two of it.
        expect(mapPart(map, '.stage').offsetHeight).to.be.closeTo(before, 80);
      });
    }
  }
});
