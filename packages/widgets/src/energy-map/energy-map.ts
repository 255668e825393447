import { define } from '../define.ts';
import { EnergyMapElement } from './energy-map-element.ts';

export { provideTokens } from '../connection/provide-tokens.ts';
export { ChartErrorEvent } from '../energy-chart/chart-error-event.ts';
export { sharedClient } from '../energy-chart/shared-client.ts';
export { AreaSelectEvent } from './area-select-event.ts';
export { TimeChangeEvent } from './time-change-event.ts';
export { EnergyMapElement };

define('energy-map', EnergyMapElement);

declare global {
  interface HTMLElementTagNameMap {
    'energy-map': EnergyMapElement;
  }
}
