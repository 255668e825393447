import type { EnergyChartElement } from '../energy-chart/energy-chart.ts';
import { FakeClient } from './fake-client.ts';
import { greekDay } from './greek-day.ts';
import { drawnChart, whenShown } from './mount-chart.ts';

/** A drawn chart in English, and its client, which has {@link greekDay}. */
export async function chartWith(properties: Partial<EnergyChartElement>, width?: number) {
  const client = new FakeClient(greekDay());
  const chart = await drawnChart(client, { lang: 'en-GB', ...properties }, width);
  return { client, chart };
}

/** A chart with its controls, and all of them there. */
export async function controlledChart(properties: Partial<EnergyChartElement> = {}, width?: number) {
  const both = await chartWith({ controls: true, ...properties }, width);
  await whenShown(both.chart, (root) => root.querySelector('.menu'));
  await whenShown(both.chart, (root) => root.querySelector('option[value=GR]')?.textContent === 'Greece');
  return both;
}
