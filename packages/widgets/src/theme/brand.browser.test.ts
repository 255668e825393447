import { expect } from '@open-wc/testing';
import { EnergyMapElement } from '../energy-map/energy-map.ts';
import { europeanHours } from '../testing/european-hours.ts';
import { FakeClient } from '../testing/fake-client.ts';
import { FakeMapClient } from '../testing/fake-map-client.ts';
import { greekDay } from '../testing/greek-day.ts';
import {
  drawnChart,
  mountChart,
  part,
  plotColors,
  unmountCharts,
  whenShown,
} from '../testing/mount-chart.ts';
import { drawnMap, mapPart, unmountMaps } from '../testing/mount-map.ts';
import { shownTheme } from './shown-theme.ts';

const BRAND = { accent: 'rgb(120, 10, 90)', font: '"Courier New"', radius: '17px' };

/** Applies to the page what a test wants, until the function that it returns is called. */
function usePageStyles(css: string): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  };
}

const link = async (path: string) => (await fetch(new URL(path, import.meta.url))).text();

describe('A brand', () => {
  let undo = () => {};
  afterEach(() => {
    undo();
    unmountCharts();
    unmountMaps();
  });

  it('reaches chart and map by three properties', async () => {
    const { accent, font, radius } = BRAND;
    undo = usePageStyles(
      `:root { --wattlet-accent: ${accent}; --wattlet-font: ${font}; --wattlet-radius: ${radius}; }`,
    );
    const failed = new FakeClient(greekDay());
    failed.failWith(new Error('The server cannot be reached'));
    const chart = mountChart(failed);
    const retry = await whenShown(chart, (root) => root.querySelector('.message button'));
    expect(getComputedStyle(retry).backgroundColor).to.equal(accent);
    expect(getComputedStyle(retry).borderRadius).to.equal(radius);
    expect(getComputedStyle(chart).fontFamily).to.equal(font);
    const map = await drawnMap(new FakeMapClient(europeanHours()), { selected: 'FR' });
    expect(getComputedStyle(mapPart(map, '.outline.selected')).stroke).to.equal(accent);
    expect(getComputedStyle(mapPart(map, '.time-bar button')).borderRadius).to.equal(radius);
    expect(getComputedStyle(map).fontFamily).to.equal(font);
    expect(getComputedStyle(mapPart(map, 'input')).accentColor).to.equal(accent);
  });

  it('that a script changes is drawn at once, wherever it is set', async () => {
    const chart = await drawnChart(new FakeClient(greekDay()));
    const { style } = document.documentElement;
    style.setProperty('--wattlet-accent', BRAND.accent);
    await whenShown(chart, () => plotColors(chart).has('120 10 90'));
    style.removeProperty('--wattlet-accent');
    await whenShown(chart, () => !plotColors(chart).has('120 10 90'));
  });

  it('that a script changes is drawn in what was not rendered then', async () => {
    const chart = await drawnChart(new FakeClient(greekDay()));
    chart.style.display = 'none';
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    chart.style.setProperty('--wattlet-accent', BRAND.accent);
    await new Promise(requestAnimationFrame);
    chart.style.display = '';
    await whenShown(chart, (root) => root.querySelector('canvas') && plotColors(chart).has('120 10 90'));
  });

  it('has the dark theme by a class of the page, as soon as that is there, in what is drawn too', async () => {
    undo = usePageStyles('.dark energy-chart { color-scheme: dark; }');
    const chart = await drawnChart(new FakeClient(greekDay()), { stream: 'generation', theme: 'auto' });
    const onlyDark = async (isDark: boolean) => {
      document.documentElement.classList.toggle('dark', isDark);
      await whenShown(chart, () => plotColors(chart).has('241 245 249') === isDark);
    };
    for (const isDark of [true, false, true, false]) await onlyDark(isDark);
  });

  for (const [name, scheme] of [
    ['control-room', 'dark'],
    ['paper', 'light'],
  ] as const) {
    it(`is ready made: ${name}, in which chart and map pass axe`, async () => {
      undo = usePageStyles(await link(`../../themes/${name}.css`));
      document.body.classList.add(`wattlet-${name}`);
      const chart = await drawnChart(new FakeClient(greekDay()), { stream: 'generation' });
      expect(shownTheme(chart, scheme !== 'dark')).to.equal(scheme);
      await expect(chart).to.be.accessible();
      const surface = getComputedStyle(part(chart, 'figure')).color;
      const map = await drawnMap(new FakeMapClient(europeanHours()));
      expect(map).to.be.instanceOf(EnergyMapElement);
      expect(getComputedStyle(map).color).to.equal(surface);
      await expect(map).to.be.accessible();
      document.body.classList.remove(`wattlet-${name}`);
    });
  }
});
