import { define } from '../define.ts';
import { EnergyChartElement } from './energy-chart-element.ts';

export type { AreaSeries, ChartArea, ChartClient } from './chart-client.ts';
export { ChartErrorEvent } from './chart-error-event.ts';
export { LocalClient, type LocalData } from './local-client.ts';
export { RangeChangeEvent } from './range-change-event.ts';
export { SelectionChangeEvent } from './selection-change-event.ts';
export { SeriesToggleEvent } from './series-toggle-event.ts';
export { StateChangeEvent } from './state-change-event.ts';
export { EnergyChartElement };

define('energy-chart', EnergyChartElement);

declare global {
  interface HTMLElementTagNameMap {
    'energy-chart': EnergyChartElement;
  }
}
