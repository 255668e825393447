import { expect } from '@open-wc/testing';
import { EnergyAlertsElement } from '../energy-alerts/energy-alerts.ts';
import { EnergyChartElement } from '../energy-chart/energy-chart.ts';
import { EnergyMapElement } from '../energy-map/energy-map.ts';
import { europeanHours } from './european-hours.ts';
import { FakeAlertsClient } from './fake-alerts-client.ts';
import { FakeClient } from './fake-client.ts';
import { FakeMapClient } from './fake-map-client.ts';
import { greekDay } from './greek-day.ts';
import { whenShown } from './when-shown.ts';

describe('A page with several elements', () => {
  it('has only the landmarks that it has itself: two charts, a map and alerts right in its body', async () => {
    const elements = [
      Object.assign(new EnergyChartElement(), { client: new FakeClient(greekDay()), area: 'GR' }),
      Object.assign(new EnergyChartElement(), { client: new FakeClient(greekDay()), area: 'GR' }),
      Object.assign(new EnergyMapElement(), { client: new FakeMapClient(europeanHours()) }),
      Object.assign(new EnergyAlertsElement(), { client: new FakeAlertsClient([]) }),
    ];
    document.body.append(...elements);
    for (const element of elements) await whenShown(element, (root) => root.querySelector('[part=header]'));
    // What the page puts its elements into is its own.
    await expect(document.body).to.be.accessible({ ignoredRules: ['region'] });
    // Right in the body these would be the banner and the information about the page, of every element anew.
    const landmarks = elements.filter(({ renderRoot }) => renderRoot.querySelector('header, footer'));
    for (const element of elements) element.remove();
    expect(landmarks.map(({ localName }) => localName)).to.deep.equal([]);
  });
});
