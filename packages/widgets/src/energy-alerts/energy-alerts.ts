import { define } from '../define.ts';
import { EnergyAlertsElement } from './energy-alerts-element.ts';

export { provideTokens } from '../connection/provide-tokens.ts';
export { AlertAcknowledgedEvent } from './alert-acknowledged-event.ts';
export { AlertFiredEvent } from './alert-fired-event.ts';
export { AlertSelectEvent } from './alert-select-event.ts';
export type { AlertsClient } from './alerts-client.ts';
export { AlertsErrorEvent } from './alerts-error-event.ts';
export { sharedAlertsClient } from './shared-alerts-client.ts';
export { EnergyAlertsElement };

define('energy-alerts', EnergyAlertsElement);

declare global {
  interface HTMLElementTagNameMap {
    'energy-alerts': EnergyAlertsElement;
  }
}
