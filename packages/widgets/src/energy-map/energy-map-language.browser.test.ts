import { expect } from '@open-wc/testing';
import { europeanHours } from '../testing/european-hours.ts';
import { FakeMapClient } from '../testing/fake-map-client.ts';
import { drawnMap, mapText, unmountMaps, whenSeen } from '../testing/mount-map.ts';

const TITLES = {
  de: 'Stromlast in Europa',
  el: 'Ηλεκτρικό φορτίο στην Ευρώπη',
  ro: 'Consumul de electricitate în Europa',
} as const;

const whenTitled = (map: Parameters<typeof whenSeen>[0], title: string) =>
  whenSeen(map, (root) => root.querySelector('.title')?.textContent === title);

describe('<energy-map> speaks', () => {
  afterEach(unmountMaps);

  for (const [lang, title] of Object.entries(TITLES)) {
    it(`${lang}, with names, numbers and dates to it`, async () => {
      const map = await drawnMap(new FakeMapClient(europeanHours()), { lang, view: 'table' });
      await whenTitled(map, title);
      const names = new Intl.DisplayNames(lang, { type: 'region' });
      expect(mapText(map, 'tbody th')).to.equal(names.of('FR'));
      expect(mapText(map, 'tbody td')).to.equal('52,00 GW');
      expect(map.renderRoot.textContent).to.not.match(/Country|Cross-border|Show as/);
    });
  }

  it('two languages on one page, each map its own, whichever is drawn last', async () => {
    const german = await drawnMap(new FakeMapClient(europeanHours()), { lang: 'de' });
    const greek = await drawnMap(new FakeMapClient(europeanHours()), { lang: 'el' });
    await whenTitled(german, TITLES.de);
    await whenTitled(greek, TITLES.el);
    german.requestUpdate();
    await german.updateComplete;
    expect(mapText(german, '.title')).to.equal(TITLES.de);
    expect(mapText(greek, '.title')).to.equal(TITLES.el);
  });

  it('the language that it is changed to, and English where there is no translation', async () => {
    const map = await drawnMap(new FakeMapClient(europeanHours()), { lang: 'ro' });
    await whenTitled(map, TITLES.ro);
    map.lang = 'fr';
    await whenTitled(map, 'Electricity load in Europe');
  });
});
