import { AlertsApi } from '@wattlet/sdk/alerts';
import { MetersApi } from '@wattlet/sdk/meters';
import { perConnection } from './per-connection.ts';
import { type SeriesClient, seriesClient } from './series-client.ts';

/** What charts of meters and lists of alerts read by. */
export interface MetersClient extends SeriesClient {
  readonly meters: MetersApi;
  readonly alerts: AlertsApi;
}

/** The client of charts of meters, and of alerts, of a connection. */
export const metersClient = perConnection(
  (connection): MetersClient => ({
    ...seriesClient(connection),
    meters: new MetersApi(connection),
    alerts: new AlertsApi(connection),
  }),
);
