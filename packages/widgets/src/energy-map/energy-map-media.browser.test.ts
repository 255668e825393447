import { expect } from '@open-wc/testing';
import { emulateMedia, executeServerCommand } from '@web/test-runner-commands';
import { europeanHours } from '../testing/european-hours.ts';
import { FakeMapClient } from '../testing/fake-map-client.ts';
import { drawnMap, mapPart, mountMap, unmountMaps, whenSeen } from '../testing/mount-map.ts';

describe('<energy-map> follows the reader', () => {
  afterEach(async () => {
    unmountMaps();
    await emulateMedia({ media: 'screen', reducedMotion: 'no-preference' });
    await executeServerCommand('emulate-features');
  });

  it('keeps still for who wants it to', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    const client = new FakeMapClient(europeanHours());
    client.hang();
    const waiting = mountMap(client);
    const breathing = await whenSeen(waiting, (root) => root.querySelector('.breathing'));
    expect(getComputedStyle(breathing).animationName).to.equal('none');
    const map = await drawnMap(new FakeMapClient(europeanHours()));
    expect(getComputedStyle(mapPart(map, '.country')).transitionDuration).to.equal('0s');
  });

  it('tells classes and outlines by system colours where they are forced, and passes axe', async () => {
    await executeServerCommand('emulate-features', { 'forced-colors': 'active' });
    expect(matchMedia('(forced-colors: active)').matches).to.equal(true);
    const map = await drawnMap(new FakeMapClient(europeanHours()));
    const fill = (code: string) => getComputedStyle(mapPart(map, `.country[data-code=${code}]`)).fill;
    expect(fill('FR')).to.not.equal(fill('GR'));
    await expect(map).to.be.accessible();
  });

  it('prints the map without what a hand is needed for', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()));
    await emulateMedia({ media: 'print' });
    for (const selector of ['.badge', '.time-bar']) {
      expect(getComputedStyle(mapPart(map, selector)).display, selector).to.equal('none');
    }
    expect(getComputedStyle(mapPart(map, '.legend')).display).to.not.equal('none');
  });

  it('prints the tables whole, with the footer below them', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()), { view: 'table' });
    map.style.setProperty('--wattlet-map-height', '60px');
    await whenSeen(map, (root) => root.querySelector('.tables'));
    await emulateMedia({ media: 'print' });
    const [tables, footer] = ['.tables', '.footer'].map((one) => mapPart(map, one).getBoundingClientRect());
    expect(tables?.height).to.be.greaterThan(60);
    expect(footer?.top).to.be.at.least(tables?.bottom ?? Number.NaN);
  });

  it('prints dark on white, whatever the theme', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()), { theme: 'dark' });
    await emulateMedia({ media: 'print' });
    const { color, backgroundColor } = getComputedStyle(map);
    expect([color, backgroundColor]).to.deep.equal(['rgb(15, 23, 42)', 'rgb(255, 255, 255)']);
  });

  for (const width of [160, 320, 800, 2_560]) {
    it(`fits ${width} px without anything beside it, and passes axe`, async () => {
      const map = await drawnMap(new FakeMapClient(europeanHours()), {}, width);
      expect(map.scrollWidth).to.be.at.most(width);
      const { width: drawn, height } = mapPart(map, 'svg.map').getBoundingClientRect();
      expect(drawn).to.be.at.least(width < 720 ? width : width / 2);
      expect(height).to.be.at.least(120);
      expect(mapPart(map, '.footer').offsetHeight).to.be.greaterThan(0);
      await expect(map).to.be.accessible();
    });
  }
});
