import { expect } from '@open-wc/testing';
import { europeanHours } from '../testing/european-hours.ts';
import { FakeMapClient } from '../testing/fake-map-client.ts';
import { drawnMap, mapText, unmountMaps, whenSeen } from '../testing/mount-map.ts';

describe('the badge of <energy-map>', () => {
  afterEach(unmountMaps);

  it('does not call live what ended years ago, whichever metric shows it', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()));
    expect(mapText(map, '.badge')).to.match(/^Nothing new since 1 Jan 2022, /);
    map.metric = 'net-import';
    await whenSeen(map, (root) => root.querySelector('.map.net-import'));
    expect(mapText(map, '.badge')).to.match(/^Nothing new since 1 Jan 2022, /);
  });

  it('is on one line where the map is wide enough for that', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()), { metric: 'net-import', lang: 'el' }, 780);
    await whenSeen(map, (root) => root.querySelector('.badge')?.textContent?.startsWith('Τίποτα νέο από'));
    const [badge, header] = ['.badge', '.header'].map((selector) =>
      map.renderRoot.querySelector(selector)?.getBoundingClientRect(),
    );
    expect(badge?.height).to.be.below(24);
    expect(badge?.right).to.be.closeTo(header?.right ?? 0, 1);
  });

  it('calls live what grows, however old it is, and a replay from the start', async () => {
    const client = new FakeMapClient(europeanHours(3));
    const map = await drawnMap(client);
    client.change(europeanHours(4));
    await whenSeen(map, (root) => root.querySelector('[data-state=live]'));
    const replay = await drawnMap(client, { replay: true });
    expect(mapText(replay, '.badge')).to.equal('Live');
  });

  it('tells since when the connection is lost, and that it is back', async () => {
    const client = new FakeMapClient(europeanHours());
    const map = await drawnMap(client, { replay: true });
    const since = Date.UTC(2022, 0, 1, 13, 5);
    client.setStatus({ state: 'reconnecting', since });
    await whenSeen(map, (root) => root.querySelector('[data-state=reconnecting]'));
    expect(mapText(map, '.badge')).to.match(/^Reconnecting since 14:05 CET$/);
    client.setStatus({ state: 'closed', since });
    await whenSeen(map, (root) => root.querySelector('[data-state=offline]'));
    expect(mapText(map, '.badge')).to.match(/^Offline since 14:05 CET$/);
    client.setStatus({ state: 'live', since });
    await whenSeen(map, (root) => root.querySelector('[data-state=live]'));
  });
});
