import { expect, nextFrame } from '@open-wc/testing';
import { europeanHours, HOURS_START } from '../testing/european-hours.ts';
import { FakeMapClient } from '../testing/fake-map-client.ts';
import { drawnMap, mapPart, nextFrom, unmountMaps, whenSeen } from '../testing/mount-map.ts';
import type { TimeChangeEvent } from './energy-map.ts';

/** Chromium offers this where it is started with `--expose-gc`, as these tests do. */
declare const gc: (options: { execution: 'async' }) => Promise<void>;

/** One for load, one for the flows. */
const WATCHES = 2;

describe('<energy-map> that is removed', () => {
  afterEach(unmountMaps);

  it('ends its watches, stops listening and stops playing', async () => {
    const client = new FakeMapClient(europeanHours());
    const map = await drawnMap(client);
    await whenWatching(client);
    mapPart(map, '.play').click();
    await whenSeen(map, (root) => root.querySelector('.play[aria-label=Pause]'));
    map.remove();
    expect([client.watches.size, client.statusListeners]).to.deep.equal([0, 0]);
    await map.updateComplete;
    expect(mapPart(map, '.play').getAttribute('aria-label')).to.equal('Play');
  });

  it('goes on with what is newest when it comes back', async () => {
    const client = new FakeMapClient(europeanHours(3));
    const map = await drawnMap(client);
    const place = map.parentElement;
    map.remove();
    client.change(europeanHours(5));
    const moved = nextFrom<TimeChangeEvent>(map, 'time-change');
    place?.append(map);
    expect((await moved).from.getTime()).to.equal(HOURS_START + 4 * 3_600_000);
    await whenWatching(client);
    expect(client.statusListeners).to.equal(1);
  });

  it('is forgotten by the page', async () => {
    const client = new FakeMapClient(europeanHours());
    const maps = await Promise.all(
      Array.from({ length: 4 }, async () => new WeakRef(await drawnMap(client))),
    );
    unmountMaps();
    // What was painted last is kept until the page has been painted without it.
    await nextFrame();
    await nextFrame();
    await gc({ execution: 'async' });
    expect(maps.filter((map) => map.deref() !== undefined)).to.have.length(0);
  });
});

/** Watches open once the first frame is drawn: one turn of the event loop later at the latest. */
async function whenWatching(client: FakeMapClient): Promise<void> {
  while (client.watches.size < WATCHES) await nextFrame();
}
