import { expect } from '@open-wc/testing';
import { europeanHours } from '../testing/european-hours.ts';
import { FakeMapClient } from '../testing/fake-map-client.ts';
import {
  drawnMap,
  mapPart,
  mapText,
  mountMap,
  nextFrom,
  pressOn,
  unmountMaps,
  whenSeen,
} from '../testing/mount-map.ts';
import { METRIC_NAMES } from './metric.ts';

describe('<energy-map> is accessible', () => {
  afterEach(unmountMaps);

  for (const theme of ['light', 'dark'] as const) {
    for (const metric of METRIC_NAMES) {
      it(`with ${metric} in the ${theme} theme, while it is read`, async () => {
        const map = await drawnMap(new FakeMapClient(europeanHours()), { metric, theme });
        await pressOn(map, 'ArrowDown', 'Enter');
        await expect(map).to.be.accessible();
      });
    }

    it(`as tables, in the ${theme} theme`, async () => {
      const map = await drawnMap(new FakeMapClient(europeanHours()), { view: 'table', theme });
      await expect(map).to.be.accessible();
    });

    it(`while it waits, in the ${theme} theme`, async () => {
      const client = new FakeMapClient(europeanHours());
      client.hang();
      const map = mountMap(client, { theme });
      await whenSeen(map, (root) => root.querySelector('.skeleton'));
      await expect(map).to.be.accessible();
    });

    it(`when it is empty, in the ${theme} theme`, async () => {
      const map = mountMap(new FakeMapClient({}), { theme });
      await whenSeen(map, (root) => root.querySelector('[part=empty]'));
      await expect(map).to.be.accessible();
    });

    it(`when it has failed, in the ${theme} theme`, async () => {
      const client = new FakeMapClient(europeanHours());
      client.failWith(new Error('The server cannot be reached'));
      const map = mountMap(client, { theme });
      await nextFrom(map, 'error');
      await map.updateComplete;
      await expect(map).to.be.accessible();
    });

    it(`on a phone, not live, its connection lost, in the ${theme} theme`, async () => {
      const client = new FakeMapClient(europeanHours());
      client.setStatus({ state: 'reconnecting', since: 0 });
      const map = await drawnMap(client, { theme, at: '2022-01-01T00:00:00Z' }, 320);
      expect(mapText(map, '.badge')).to.match(/^Reconnecting since/);
      await expect(map).to.be.accessible();
    });
  }

  it('sums itself up in words', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()), { metric: 'net-import' });
    const summary = mapText(map, '#summary');
    expect(summary).to.contain(
      'Sat, 1 Jan 2022, 03:00–04:00 CET. Highest: Italy Net import 2.00 GW, Greece Net import 1.10 GW',
    );
    expect(summary).to.contain('Lowest: France Net export 2.50 GW, Bulgaria Net export 0.60 GW');
    expect(summary).to.match(/No data: Albania, .*United Kingdom\.$/);
  });

  it('reads the hour of the slider in words', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()), { timeZone: 'UTC' });
    expect(mapPart(map, 'input').getAttribute('aria-valuetext')).to.equal('Sat, 1 Jan 2022, 02:00–03:00 UTC');
  });

  it('stays a map from right to left, with its text the other way', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()), { dir: 'rtl' });
    const left = (code: string) => mapPart(map, `[data-code=${code}]`).getBoundingClientRect().left;
    expect(left('PT')).to.be.below(left('UA'));
    const title = mapPart(map, '.title').getBoundingClientRect();
    expect(title.right).to.be.above(mapPart(map, '.badge').getBoundingClientRect().right);
    await expect(map).to.be.accessible();
  });
});
