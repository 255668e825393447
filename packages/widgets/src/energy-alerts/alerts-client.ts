import type { AlertsApi } from '@wattlet/sdk';
import type { ChartClient } from '../energy-chart/chart-client.ts';

/** What `<energy-alerts>` needs of a client: the part of `@wattlet/sdk` that it uses, so that a host can bring its own. */
export interface AlertsClient {
  readonly live: ChartClient['live'];
  readonly alerts: Pick<AlertsApi, 'watch' | 'acknowledge' | 'headroom'>;
}
