import { expect } from '@open-wc/testing';
import { europeanHours } from '../testing/european-hours.ts';
import { FakeMapClient } from '../testing/fake-map-client.ts';
import { drawnMap, unmountMaps } from '../testing/mount-map.ts';
import { residueOf } from '../testing/page-metrics.ts';

const TIMES = 200;
/** Some of what a browser keeps for itself grows a little; a map that leaks holds some 200 kB. */
const MOST_BYTES_EACH = 2_500;

describe('<energy-map> that comes and goes', () => {
  it('leaves neither memory nor listeners nor watches behind, two hundred times', async function () {
    this.timeout(180_000);
    const client = new FakeMapClient(europeanHours());
    const { before, after } = await residueOf(TIMES, async () => {
      const map = await drawnMap(client);
      client.change(europeanHours(4));
      await map.updateComplete;
      unmountMaps();
    });
    expect([client.watches.size, client.statusListeners]).to.deep.equal([0, 0]);
    expect(after.listeners, 'listeners').to.equal(before.listeners);
    expect(after.heapBytes - before.heapBytes, 'bytes').to.be.below(TIMES * MOST_BYTES_EACH);
  });
});
