import { AlertsApi } from '@wattlet/sdk/alerts';
import { perServer } from '../connection/shared-connection.ts';
import type { AlertsClient } from './alerts-client.ts';

/** The client of all alerts of this page that are one server's; it shares the page's one live stream. */
export const sharedAlertsClient: (baseUrl: string) => AlertsClient = perServer((connection) => ({
  alerts: new AlertsApi(connection),
  live: connection.live,
}));
